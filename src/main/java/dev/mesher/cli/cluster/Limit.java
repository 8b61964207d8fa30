package dev.mesher.cli.cluster;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** How many entries to show. */
final class Limit implements ITypeConverter<Integer> {
    private static final int MOST = 1_000;

    @Override
    public Integer convert(String text) {
        int limit = text.matches("[0-9]{1,5}") ? Integer.parseInt(text) : 0;
        if (limit < 1 || limit > MOST) {
            throw new TypeConversionException("expected a number from 1 to " + MOST + ", not \"" + text + "\"");
        }
        return limit;
    }
}
