package dev.mesher.cli.remote;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Converts a command's option into the URL of a node. */
public final class UrlConverter implements ITypeConverter<NodeUrl> {
    @Override
    public NodeUrl convert(String text) {
        try {
            return NodeUrl.parse(text);
        } catch (IllegalArgumentException invalid) {
            throw new TypeConversionException(invalid.getMessage());
        }
    }
}
