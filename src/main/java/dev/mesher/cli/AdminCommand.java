package dev.mesher.cli;

import dev.mesher.cli.remote.ClientVertx;
import dev.mesher.config.Environment;
import dev.mesher.config.InvalidConfiguration;
import dev.mesher.config.Settings.DatabaseSettings;
import dev.mesher.db.Database;
import dev.mesher.db.PostgresUri;
import dev.mesher.event.Refusal;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/**
 * A command that works directly on DATABASE_URL. No node has to run, and running nodes notice the change within a
 * second.
 */
abstract class AdminCommand extends ShellCommand {
    private static final int SECONDS = 30;

    AdminCommand() {}

    AdminCommand(Map<String, String> process, Path directory) {
        super(process, directory);
    }

    /** Runs {@code work} and returns its result. When it fails, the command ends with one line. */
    final <T> T onDatabase(Environment environment, Function<Pool, Future<T>> work) throws InvalidConfiguration {
        DatabaseSettings settings = environment.database();
        new Schema(settings).requireCurrent();
        try (ClientVertx client = new ClientVertx()) {
            Database database = Database.create(client.vertx(), new PostgresUri(settings.uri()));
            return work.apply(database.pool())
                    .eventually(database::close)
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(SECONDS, TimeUnit.SECONDS);
        } catch (Refusal refusal) {
            throw new CommandFailed(refusal.getMessage());
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof Refusal refusal) {
                throw new CommandFailed(refusal.getMessage());
            }
            throw CommandFailed.of("PostgreSQL (DATABASE_URL)", failed);
        } catch (TimeoutException late) {
            throw new CommandFailed("PostgreSQL (DATABASE_URL): no answer within " + SECONDS + " s");
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new CommandFailed("interrupted");
        }
    }
}
