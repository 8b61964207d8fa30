package dev.mesher.text;

/** The form of an e-mail address that Mesher writes into a mail: a bare one, in which nothing has a meaning in a header. */
public final class MailAddress {
    /** What mail programs and web forms take, without quoted local parts and without internationalised ones. */
    public static final FullPattern FORM =
            FullPattern.of("[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9-]{1,63}(?:\\.[A-Za-z0-9-]{1,63})*+", 254);

    private MailAddress() {}
}
