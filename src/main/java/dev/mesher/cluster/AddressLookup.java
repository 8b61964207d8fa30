package dev.mesher.cluster;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Name resolution. It blocks. */
@FunctionalInterface
interface AddressLookup {
    AddressLookup SYSTEM = host -> List.of(InetAddress.getAllByName(host));

    /** All addresses of a host name. When given an address, it returns that address. */
    List<InetAddress> addresses(String host) throws UnknownHostException;
}
