package dev.mesher.cli.smoke;

import dev.mesher.cli.CommandFailed;
import dev.mesher.cli.remote.ClientVertx;
import dev.mesher.cli.remote.NodeApi;
import dev.mesher.cli.remote.NodeOptions;
import dev.mesher.cli.remote.RemoteNode;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code bin/mesher smoke}: sends one event to a running node, and reads it back in every way. */
@Command(
        name = "smoke",
        description = "Replays the runbook's live smoke against a running node: settings, ingest, read back, storage.",
        mixinStandardHelpOptions = true)
public final class SmokeCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private NodeOptions node;

    @Override
    public Integer call() {
        RemoteNode target = node.target();
        PrintWriter out = spec.commandLine().getOut();
        try (ClientVertx client = new ClientVertx()) {
            NodeApi api = new NodeApi(client.vertx(), target);
            for (SmokeSteps.Step step : new SmokeSteps(client.vertx(), api, target).steps()) {
                run(step, target, out);
            }
        }
        out.println("smoke: ok");
        return 0;
    }

    private static void run(SmokeSteps.Step step, RemoteNode target, PrintWriter out) {
        try {
            String found = step.action().get().await();
            out.printf("%-10s ok      %s%n", step.name(), found);
        } catch (Exception failed) {
            String why = CommandFailed.words(failed);
            out.printf("%-10s failed  %s%n", step.name(), why);
            out.flush();
            throw new CommandFailed("step " + step.name() + " failed at " + target.url() + ": " + why);
        }
        out.flush();
    }
}
