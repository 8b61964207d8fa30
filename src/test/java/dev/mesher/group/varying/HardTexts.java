package dev.mesher.group.varying;

import java.util.List;
import java.util.Random;

/** Texts that come close to what varies: examples of each kind, changed, cut, made longer and set side by side. */
final class HardTexts {
    private static final List<String> EXAMPLES = List.of(
            "https://x.example/cart?id=1",
            "a+b-c.d://x",
            "ann.b+shop@mail.x.example",
            "a%b@c-d.e_f.g.h.i.j.k.l.m",
            "123e4567-e89b-12d3-a456-426614174000",
            "2026-01-31",
            "2026-01-31T12:00:00.123456789+01:00",
            "2026-01-31 12:00Z",
            "2026-01-31 12:00:00,5-0130",
            "31.1.2026",
            "1/31/2026",
            "12:00:00,123",
            "10.0.0.1",
            "10.0.0.1:5432",
            "fe80::1:2",
            "1:2:3:4:5:6:7:8",
            "0x7ffEe4",
            "@1b6d3586",
            "7d9f8b6c5-x2x4z",
            "cafebabe1",
            "AKxx1234yy5678zz9012",
            "a_1_b_2_c_3_d_4_e",
            "\"a b\"",
            "'a b'",
            "`a b`",
            "5ms",
            "1.5 seconds",
            "3 µs",
            "10 hours",
            "/srv/app/cart.py",
            "C:\\app\\cart~1.cs",
            "-1,234.5",
            "order_12",
            "user12345",
            "+4",
            "utf8",
            "<number>, <number>",
            "<id>;<id> | <id>",
            "%-8.3s",
            "%(name)s",
            "{name}",
            "${name}",
            "$$Lambda$$x1",
            "Cart$1/0x12",
            "Cart@1b6d",
            "fn__12",
            "don't",
            "a",
            "the cart is empty",
            "  ",
            "é",
            "e\u0301",
            "\u0301",
            "🛒");

    private static final String LETTERS =
            "aafFgxXzZ_0019.,:;|/\\@+-%\"'` \n\tTsmhZ<>()[]{}$#~\u00e9\u0301\u00b5\u0130\u2028\ud835\udc9c\ud83d";

    /** About the bounds of a repetition. */
    private static final int[] LENGTHS = {2, 3, 4, 5, 6, 7, 8, 9, 15, 16, 17, 18, 19, 30, 31, 62, 63, 64, 65, 100, 101};

    private static final int[] LONG_LENGTHS = {127, 128, 129, 194, 195, 254, 255, 256, 499, 500, 501};

    private final Random chance;

    HardTexts(long seed) {
        this.chance = new Random(seed);
    }

    String next() {
        StringBuilder text = new StringBuilder();
        int parts = 1 + chance.nextInt(4);
        for (int i = 0; i < parts; i++) {
            text.append(part());
            if (chance.nextInt(3) == 0) {
                text.append(' ');
            }
        }
        int changes = chance.nextInt(4);
        for (int i = 0; i < changes; i++) {
            change(text);
        }
        text.setLength(Math.min(text.length(), Varying.LONGEST));
        return text.toString();
    }

    private String part() {
        if (chance.nextInt(8) > 0) {
            return any(EXAMPLES);
        }
        StringBuilder letters = new StringBuilder();
        int length = chance.nextInt(12);
        for (int i = 0; i < length; i++) {
            letters.append(letter());
        }
        return letters.toString();
    }

    private void change(StringBuilder text) {
        int at = chance.nextInt(text.length() + 1);
        int end = Math.min(text.length(), at + 1 + chance.nextInt(3));
        switch (chance.nextInt(6)) {
            case 0 -> text.insert(at, letter());
            case 1 -> text.delete(at, end);
            case 2 -> text.replace(at, end, String.valueOf(letter()));
            case 3 -> text.insert(at, text.substring(at, end).repeat(length()));
            case 4 -> text.insert(at, String.valueOf(letter()).repeat(length()));
            default -> text.insert(at, any(EXAMPLES));
        }
    }

    private int length() {
        int[] lengths = chance.nextInt(6) == 0 ? LONG_LENGTHS : LENGTHS;
        return lengths[chance.nextInt(lengths.length)];
    }

    private char letter() {
        return LETTERS.charAt(chance.nextInt(LETTERS.length()));
    }

    private String any(List<String> texts) {
        return texts.get(chance.nextInt(texts.size()));
    }
}
