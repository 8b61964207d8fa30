package dev.mesher.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** The whole numbers that an option takes, both ends included. */
public record Range(int least, int most) {

    /**
     * The value, when it is one of them.
     *
     * @throws ParameterException when it is not, which is wrong usage
     */
    public int require(CommandSpec command, String option, int value) {
        if (value < least || value > most) {
            throw wrong(command, option, "a number from " + least + " to " + most);
        }
        return value;
    }

    /** Wrong usage, in the words of every option. */
    public static ParameterException wrong(CommandSpec command, String option, String expected) {
        return new ParameterException(command.commandLine(), "Invalid " + option + ": expected " + expected);
    }
}
