package dev.mesher.cli;

import dev.mesher.access.AccountStore;
import dev.mesher.access.NewAccount;
import dev.mesher.access.Role;
import dev.mesher.config.Environment;
import dev.mesher.config.InvalidConfiguration;
import dev.mesher.event.Refusal;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** {@code user create}: creates an account in an organisation. */
@Command(
        name = "create",
        mixinStandardHelpOptions = true,
        showDefaultValues = true,
        description = {
            "Creates an account that is a member of an organization. Asks for its password.",
            "Once there is an account, MESHER_AUTH=auto requires sign-in on this machine too."
        })
final class UserCreateCommand extends AdminCommand {
    private final InputStream in;

    @Option(names = "--email", required = true, description = "The e-mail address with which the account signs in.")
    private String email;

    @Option(names = "--name", defaultValue = "", description = "The name that other users see.")
    private String name;

    @Option(names = "--org", paramLabel = "SLUG", defaultValue = "default", description = "The organization.")
    private String organization;

    @Option(
            names = "--role",
            converter = RoleConverter.class,
            description = "owner, admin or member (default: owner where the organization has none, else member).")
    private @Nullable Role role;

    @Option(
            names = "--operator",
            description = "May use the routes about the whole installation. The first account may do so anyway.")
    private boolean operator;

    @Option(names = "--password-stdin", description = "Take the password from the first line of stdin.")
    private boolean fromStdin;

    UserCreateCommand() {
        this.in = System.in;
    }

    UserCreateCommand(Map<String, String> process, Path directory, InputStream in) {
        super(process, directory);
        this.in = in;
    }

    @Override
    protected int execute(Environment environment) throws InvalidConfiguration {
        NewAccount account = account(fromStdin ? Password.firstLine(in) : Password.ask());
        AccountStore.Created created =
                onDatabase(environment, pool -> new AccountStore(pool).create(account, organization, role, operator));
        out().println("user " + created.user() + " is " + created.role().wireName() + " of " + organization
                + (created.operator() ? ", and an operator" : ""));
        return 0;
    }

    private NewAccount account(String password) {
        try {
            return new NewAccount(email, password, name);
        } catch (Refusal refusal) {
            throw new CommandFailed(refusal.getMessage());
        }
    }

    private static final class RoleConverter implements ITypeConverter<Role> {
        @Override
        public Role convert(String text) {
            try {
                return Role.of(text);
            } catch (IllegalArgumentException unknown) {
                throw new TypeConversionException("expected owner, admin or member");
            }
        }
    }
}
