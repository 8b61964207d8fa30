package dev.mesher.cluster;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Name resolution; blocks. */
@FunctionalInterface
interface AddressLookup {
    AddressLookup SYSTEM = host -> List.of(InetAddress.getAllByName(host));

    /** All addresses of a name; an address stands for itself. */
    List<InetAddress> addresses(String host) throws UnknownHostException;
}
