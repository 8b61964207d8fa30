package dev.mesher.text;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * One regular expression or scan of Mesher.
 *
 * @param name class and field
 * @param value a {@link TextPattern} or a {@link TextScan}
 */
record TextReader(String name, Object value) {
    private static final Set<String> FACTORIES =
            Set.of(FullPattern.class.getName(), SearchPattern.class.getName(), TextScan.class.getName());

    /** All that the static fields of {@code classes} hold. */
    static List<TextReader> in(JavaClasses classes) {
        Set<String> owners = new TreeSet<>();
        makings(classes).forEach(call -> owners.add(call.getOriginOwner().getName()));
        List<TextReader> readers = new ArrayList<>();
        for (String owner : owners) {
            readers.addAll(in(owner));
        }
        return readers;
    }

    /** Where one is made. */
    static List<JavaMethodCall> makings(JavaClasses classes) {
        List<JavaMethodCall> calls = new ArrayList<>();
        for (JavaClass each : classes) {
            for (JavaMethodCall call : each.getMethodCallsFromSelf()) {
                if (FACTORIES.contains(call.getTargetOwner().getName())
                        && call.getName().equals("of")) {
                    calls.add(call);
                }
            }
        }
        return calls;
    }

    private static List<TextReader> in(String owner) {
        List<TextReader> readers = new ArrayList<>();
        try {
            Class<?> type = Class.forName(owner);
            for (Field field : type.getDeclaredFields()) {
                boolean reader =
                        TextPattern.class.isAssignableFrom(field.getType()) || field.getType() == TextScan.class;
                if (reader && Modifier.isStatic(field.getModifiers())) {
                    field.setAccessible(true);
                    readers.add(new TextReader(type.getSimpleName() + "." + field.getName(), field.get(null)));
                }
            }
        } catch (ReflectiveOperationException gone) {
            throw new IllegalStateException(owner, gone);
        }
        return readers;
    }

    int longest() {
        return value instanceof TextPattern pattern ? pattern.longest() : ((TextScan) value).longest();
    }

    /** Of which its enemy would build texts, each with what leads to it; "" is among these. Empty for a scan that is not known. */
    Map<String, Set<String>> pieces() {
        if (value instanceof TextPattern pattern) {
            return new RegexPieces(pattern.regex()).pieces();
        }
        Map<String, Set<String>> pieces = new LinkedHashMap<>();
        List<String> all = ScanPieces.of(name);
        for (String piece : all) {
            Set<String> leads = new LinkedHashSet<>(List.of(""));
            leads.addAll(all);
            pieces.put(piece, leads);
        }
        return pieces;
    }

    /** What is done with a text, of any length: a search goes through all of it. */
    Consumer<CharSequence> work() {
        if (value instanceof FullPattern full) {
            return text -> {
                boolean unused = full.pattern().matcher(text).matches();
            };
        }
        if (value instanceof SearchPattern search) {
            return text -> {
                String unused = search.pattern().matcher(text).replaceAll("");
            };
        }
        return text -> {
            String unused = ((TextScan) value).scan().apply(text);
        };
    }

    @Override
    public String toString() {
        return name;
    }
}
