package dev.mesher.told.send;

import dev.mesher.config.Cidr;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/** Decides which addresses outbound calls may reach: those of the public Internet, and those that the operator allows. */
public final class AddressGuard {
    private final List<Cidr> allowed;

    /**
     * @param allowed the ranges of {@code MESHER_OUTBOUND_ALLOW}
     */
    public AddressGuard(List<Cidr> allowed) {
        this.allowed = List.copyOf(allowed);
    }

    /**
     * Why no call may go to {@code host}, in words for the operator; empty when every one of its addresses may be called.
     * One address that may not be called refuses the name, since whoever owns the name chooses which one comes first.
     */
    public Optional<String> refusal(String host, List<InetAddress> addresses) {
        if (addresses.isEmpty()) {
            return Optional.of("the name " + host + " has no address");
        }
        for (InetAddress address : addresses) {
            Optional<String> closed = allowed.stream().anyMatch(range -> range.contains(address))
                    ? Optional.empty()
                    : ClosedRange.of(address);
            if (closed.isPresent()) {
                String digits = address.getHostAddress();
                return Optional.of("refused: " + (digits.equals(host) ? host : host + " is at " + digits + ", which")
                        + " is " + closed.get()
                        + "; the operator can allow it in MESHER_OUTBOUND_ALLOW");
            }
        }
        return Optional.empty();
    }
}
