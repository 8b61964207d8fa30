package dev.mesher.group.platform;

import dev.mesher.event.StackFrame;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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

    /** What generates a class says so in its name; everything from there on is generated. */
    private static final Pattern GENERATED =
            Pattern.compile("(?:\\$\\$(?:Lambda|EnhancerBy|FastClassBy|SpringCGLIB|_jvst|_javassist"
                    + "|KeyFactoryBy|BeanMap|_Weld)|\\$HibernateProxy|HibernateProxy\\$|\\$ByteBuddy\\$|\\$MockitoMock\\$|_\\$\\$_|\\$Proxy\\d"
                    + "|GeneratedMethodAccessor|GeneratedConstructorAccessor|GeneratedSerializationConstructor|_ClientProxy$|_Subclass$"
                    + "|LambdaForm\\$)");

    private static final Pattern ANONYMOUS_CLASS = Pattern.compile("(?:\\$\\d+)+(?=\\$|$)|__\\d+(?=\\$|$)");
    private static final Pattern JAVA_LAMBDA = Pattern.compile("^lambda\\$(.+?)(?:\\$\\d+)*$");
    private static final Pattern KOTLIN_LAMBDA = Pattern.compile("^(.+?)\\$lambda[$-]?.*$");
    private static final Pattern SCALA_LAMBDA = Pattern.compile("^\\$anonfun\\$(.+?)(?:\\$\\d+)*(?:\\$adapted)?$");
    private static final Pattern SPECIALIZED = Pattern.compile("\\$mc[A-Z]+\\$sp$|\\$(?:default|suspendImpl|adapted)$");

    @Override
    public String module(String module) {
        Matcher generated = GENERATED.matcher(module);
        String written = generated.find() ? module.substring(0, generated.start()) : module;
        return ANONYMOUS_CLASS.matcher(written).replaceAll("");
    }

    @Override
    public String function(String function) {
        for (Pattern lambda : List.of(JAVA_LAMBDA, KOTLIN_LAMBDA, SCALA_LAMBDA)) {
            Matcher matcher = lambda.matcher(function);
            if (matcher.matches()) {
                return Rules.text(matcher.group(1));
            }
        }
        return ANONYMOUS_CLASS
                .matcher(SPECIALIZED.matcher(function).replaceFirst(""))
                .replaceAll("");
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
                || GENERATED.matcher(module).find()
                || (module.isEmpty() && GENERATED.matcher(function).find())
                || function.startsWith("access$")
                || "<generated>".equals(frame.filename());
    }
}
