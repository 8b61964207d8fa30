package dev.mesher.group.platform;

import dev.mesher.event.StackFrame;
import java.util.List;

/** The JVM: Java, Kotlin, Scala, Groovy, Clojure. */
final class JavaRules implements Rules {
    private static final List<String> LIBRARIES = List.of(
            "java",
            "javax",
            "jakarta",
            "jdk",
            "sun",
            "com.sun",
            "kotlin",
            "kotlinx",
            "scala",
            "groovy",
            "clojure",
            "org.codehaus.groovy",
            "org.apache",
            "org.springframework",
            "org.hibernate",
            "org.jboss",
            "org.eclipse",
            "org.glassfish",
            "org.postgresql",
            "org.junit",
            "org.gradle",
            "org.slf4j",
            "org.quartz",
            "org.jooq",
            "org.mortbay",
            "io.netty",
            "io.vertx",
            "io.sentry",
            "io.ktor",
            "io.undertow",
            "io.quarkus",
            "io.micronaut",
            "io.grpc",
            "io.opentelemetry",
            "io.micrometer",
            "io.reactivex",
            "io.smallrye",
            "reactor",
            "rx",
            "akka",
            "play.api",
            "okhttp3",
            "okio",
            "retrofit2",
            "feign",
            "com.fasterxml",
            "com.google.common",
            "com.google.gson",
            "com.google.inject",
            "com.zaxxer",
            "com.mysql",
            "com.microsoft.sqlserver",
            "com.mongodb",
            "com.netflix",
            "com.hazelcast",
            "com.amazonaws",
            "software.amazon",
            "ch.qos.logback",
            "net.bytebuddy",
            "oracle",
            "android",
            "androidx",
            "com.android",
            "dalvik",
            "com.mchange",
            "com.caucho",
            "weblogic");

    /** Reflection and method handles: how a call gets through them changes with the JVM and with the number of calls. */
    private static final List<String> PLUMBING = List.of(
            "java.lang.reflect",
            "java.lang.invoke",
            "jdk.internal.reflect",
            "jdk.internal.vm",
            "sun.reflect",
            "jdk.proxy1",
            "jdk.proxy2",
            "jdk.proxy3",
            "com.sun.proxy");

    @Override
    public String module(String module) {
        String written = JavaNames.WITHOUT_SYNTHETIC.apply(JavaNames.WITHOUT_GENERATED.apply(module));
        return JavaNames.WITHOUT_ANONYMOUS.apply(JavaNumbers.REMOVED.apply(written));
    }

    /** A class that a library made stands for the one in front of its mark; a proxy stands for none. */
    @Override
    public String type(String type) {
        String written = JavaNames.WITHOUT_GENERATED.apply(type);
        return written.isEmpty() || written.endsWith(".") ? written + "$Proxy" : module(written);
    }

    @Override
    public String function(String function) {
        String method = JavaLambda.METHOD.apply(function);
        return method.isEmpty()
                ? JavaNames.WITHOUT_ANONYMOUS.apply(JavaNames.WITHOUT_SPECIALIZED.apply(function))
                : method;
    }

    @Override
    public boolean library(StackFrame frame) {
        return Rules.within(Rules.text(frame.module()), ".", LIBRARIES);
    }

    @Override
    public boolean noise(StackFrame frame) {
        String module = Rules.text(frame.module());
        String function = Rules.text(frame.function());
        return Rules.within(module, ".", PLUMBING)
                || JavaNames.isGenerated(module)
                || (module.isEmpty() && JavaNames.isGenerated(function))
                || function.startsWith("access$")
                || function.startsWith("$r8$lambda$")
                || "<generated>".equals(frame.filename());
    }
}
