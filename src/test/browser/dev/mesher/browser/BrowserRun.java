package dev.mesher.browser;

import com.microsoft.playwright.assertions.PlaywrightAssertions;
import dev.mesher.testing.ClientProject;
import java.util.Set;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Hands out one browser and its nodes to all classes of a run. Fails a test on whose pages something went wrong. */
final class BrowserRun implements ParameterResolver, AfterEachCallback {
    private static final ExtensionContext.Namespace NAMESPACE = ExtensionContext.Namespace.create(BrowserRun.class);
    private static final Set<Class<?>> KNOWN = Set.of(Visitors.class, SharedNode.class, ClientProject.class, AccountsNode.class);
    private static final double PATIENCE_MS = 20_000;

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return KNOWN.contains(parameter.getParameter().getType());
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        if (type == Visitors.class) {
            return context.getStore(NAMESPACE)
                    .getOrComputeIfAbsent(Visitors.class, key -> new Visitors(chrome(context)), Visitors.class);
        }
        if (type == ClientProject.class) {
            return project(context);
        }
        return type == SharedNode.class ? node(context) : accounts(context);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        Visitors visitors = context.getStore(NAMESPACE).get(Visitors.class, Visitors.class);
        if (visitors != null) {
            if (context.getExecutionException().isPresent()) {
                visitors.screenshots(context.getRequiredTestClass().getSimpleName() + "-"
                        + context.getRequiredTestMethod().getName());
            }
            visitors.leave();
        }
    }

    private static Chrome chrome(ExtensionContext context) {
        return context.getRoot()
                .getStore(NAMESPACE)
                .getOrComputeIfAbsent(
                        Chrome.class,
                        key -> {
                            PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MS);
                            return new Chrome();
                        },
                        Chrome.class);
    }

    private static SharedNode node(ExtensionContext context) {
        return context.getRoot()
                .getStore(NAMESPACE)
                .getOrComputeIfAbsent(SharedNode.class, key -> new SharedNode(), SharedNode.class);
    }

    private static AccountsNode accounts(ExtensionContext context) {
        return context.getRoot()
                .getStore(NAMESPACE)
                .getOrComputeIfAbsent(AccountsNode.class, key -> new AccountsNode(), AccountsNode.class);
    }

    private static ClientProject project(ExtensionContext context) {
        ExtensionContext ofClass = context;
        while (ofClass.getTestMethod().isPresent()) {
            ofClass = ofClass.getParent().orElseThrow();
        }
        String name = context.getRequiredTestClass().getSimpleName();
        return ofClass.getStore(NAMESPACE)
                .getOrComputeIfAbsent(
                        ClientProject.class,
                        key -> ClientProject.make(node(context).port(), name),
                        ClientProject.class);
    }
}
