package dev.mesher.text;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaFieldAccess;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What one rule of a platform reads of a text: all expressions and scans that it reaches, one after the other.
 *
 * @param name of the class and its method
 * @param readers which the method reaches
 */
record RuleReads(String name, List<TextReader> readers) {
    /** The rules' classes, and what reads a frame and an exception's type before them. */
    private static final String PLATFORMS = "dev.mesher.group.platform";

    private static final List<String> AROUND = List.of(PLATFORMS + ".Call", PLATFORMS + ".Names");

    /** A read of the engine costs about as much as so many of a scan. */
    private static final int ENGINE = 10;

    private static final int LENGTH = 2_048;
    private static final int PAIRED = 12;

    /** A text, and what is read of each of its characters. */
    record Cost(String repeated, double reads) {
        @Override
        public String toString() {
            return Math.round(reads) + " of \"" + repeated + "\" over and over";
        }
    }

    /** Of each method of each platform's rules. */
    static List<RuleReads> in(JavaClasses classes) {
        Map<String, TextReader> byName =
                TextReader.in(classes).stream().collect(Collectors.toMap(TextReader::name, reader -> reader));
        Set<String> around = new LinkedHashSet<>();
        AROUND.forEach(each -> classes.get(each).getCodeUnits().forEach(unit -> addFields(unit, around)));
        Map<String, RuleReads> rules = new TreeMap<>();
        for (JavaClass each : classes) {
            if (each.getPackageName().equals(PLATFORMS) && each.getSimpleName().endsWith("Rules")) {
                for (JavaCodeUnit method : each.getCodeUnits()) {
                    Set<String> fields = new LinkedHashSet<>();
                    reach(method, fields, new HashSet<>());
                    if (!fields.isEmpty() && !method.getName().startsWith("<")) {
                        fields.addAll(around);
                        String name = each.getSimpleName() + "." + method.getName();
                        rules.put(
                                name,
                                new RuleReads(
                                        name, fields.stream().map(byName::get).toList()));
                    }
                }
            }
        }
        return List.copyOf(rules.values());
    }

    private static void reach(JavaCodeUnit unit, Set<String> fields, Set<String> seen) {
        if (!seen.add(unit.getFullName())) {
            return;
        }
        addFields(unit, fields);
        for (JavaMethodCall call : unit.getMethodCallsFromSelf()) {
            if (call.getTargetOwner().getPackageName().equals(PLATFORMS)) {
                call.getTarget().resolveMember().ifPresent(called -> reach(called, fields, seen));
            }
        }
    }

    private static void addFields(JavaCodeUnit unit, Set<String> fields) {
        for (JavaFieldAccess access : unit.getFieldAccesses()) {
            JavaClass type = access.getTarget().getRawType();
            if (type.isAssignableTo(TextPattern.class) || type.isEquivalentTo(TextScan.class)) {
                boolean unused = fields.add(access.getTargetOwner().getSimpleName() + "."
                        + access.getTarget().getName());
            }
        }
    }

    /** Over texts of all its readers' alphabets. */
    Cost dearest() {
        Set<String> pieces = new LinkedHashSet<>();
        readers.forEach(reader -> pieces.addAll(reader.pieces().keySet()));
        List<Cost> costs = new ArrayList<>();
        pieces.forEach(piece -> costs.add(cost(piece)));
        costs.sort(Comparator.comparingDouble(cost -> -cost.reads()));
        List<Cost> dear = List.copyOf(costs.subList(0, Math.min(PAIRED, costs.size())));
        for (Cost one : dear) {
            dear.forEach(other -> costs.add(cost(one.repeated() + other.repeated())));
        }
        return costs.stream().max(Comparator.comparingDouble(Cost::reads)).orElseThrow();
    }

    private Cost cost(String piece) {
        String text = "f" + piece.repeat(LENGTH / piece.length()) + "\u0001";
        long reads = 0;
        for (TextReader reader : readers) {
            CountedText counted = new CountedText(text, Long.MAX_VALUE);
            reader.work().accept(counted);
            reads += counted.reads() * (reader.value() instanceof TextPattern ? ENGINE : 1);
        }
        return new Cost(piece, (double) reads / text.length());
    }

    @Override
    public String toString() {
        return name;
    }
}
