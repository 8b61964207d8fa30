package dev.mesher.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** The whole numbers that an option accepts, both ends included. */
public record Range(int least, int most) {

    /**
     * Returns the value if it is in the range.
     *
     * @throws ParameterException when it is not, which is wrong usage
     */
    public int require(CommandSpec command, String option, int value) {
        if (value < least || value > most) {
            throw wrong(command, option, "a number from " + least + " to " + most);
        }
        return value;
    }

    /** The exception for wrong usage of an option. All options use the same words. */
    public static ParameterException wrong(CommandSpec command, String option, String expected) {
        return new ParameterException(command.commandLine(), "Invalid " + option + ": expected " + expected);
    }
}
