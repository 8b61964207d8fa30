package dev.mesher.sdk;

import java.nio.file.Path;
import java.util.List;

/**
 * How one client's program words what all of them do.
 *
 * @param file whose functions the program's frames are in, as the client names it
 * @param source of that file, whose lines the frames must point at; empty when they point into what was made from it
 * @param errorType of "cannot charge order"
 * @param causeType of "port 99999 is out of range"
 * @param thrownType of "payment of order 43 failed"
 * @param functions that threw: charging, paying, reaching the bank
 * @param sessions that its session is told in
 */
record Expected(
        String platform,
        String sdkName,
        String sdkVersion,
        String file,
        List<Path> source,
        String errorType,
        String causeType,
        String thrownType,
        List<String> functions,
        String transaction,
        long sessions) {}
