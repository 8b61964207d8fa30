package dev.mesher.group;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A change of a client's event, as another deployment or another fault would bring it; false when there is nothing to change. */
enum Mutation {
    LINES {
        @Override
        boolean apply(JsonObject event, Random chance) {
            return frames(event)
                            .filter(frame -> frame.containsKey("lineno"))
                            .map(frame -> frame.put("lineno", 1 + chance.nextInt(5_000))
                                    .put("colno", 1 + chance.nextInt(120)))
                            .count()
                    > 0;
        }
    },
    DEPLOY_PATH {
        @Override
        boolean apply(JsonObject event, Random chance) {
            String place = List.of("/srv/r" + chance.nextInt(99), "/home/ann/work", "/builds/" + chance.nextInt(9_999))
                    .get(chance.nextInt(3));
            boolean moved = replace(event, PLACES, place);
            moved |= replace(
                    event, "http://localhost:\\d+/assets/v\\d+", "https://cdn" + place.length() + ".shop.example");
            moved |= replace(event, "\\bpage\\.[0-9a-f]{8}\\.js", "page." + VaryingWords.hex(chance, 8) + ".js");
            return moved;
        }
    },
    IDS_AND_ADDRESSES {
        @Override
        boolean apply(JsonObject event, Random chance) {
            return texts(event, text -> text.replaceAll("[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", "ID")
                    .replaceAll("10\\.\\d+\\.\\d+\\.7:\\d+", "ADDRESS")
                    .replaceAll("2026-12-\\d\\d", "DAY")
                    .replaceAll("\\d+", Integer.toString(1 + chance.nextInt(99_999)))
                    .replace("ID", new UUID(chance.nextLong(), chance.nextLong()).toString())
                    .replace("ADDRESS", "192.168." + chance.nextInt(255) + ".1:" + (1 + chance.nextInt(60_000)))
                    .replace("DAY", "2027-01-" + (10 + chance.nextInt(20))));
        }
    },
    FRAMEWORK_FRAMES {
        @Override
        boolean apply(JsonObject event, Random chance) {
            return stacks(event)
                            .filter(stack -> ofApp(stack).findAny().isPresent())
                            .peek(stack -> reframe(stack, chance))
                            .count()
                    > 0;
        }
    },
    OTHER_FUNCTION {
        @Override
        boolean apply(JsonObject event, Random chance) {
            return failed(event)
                            .map(frame -> frame.put("function", "neverHeardOf"))
                            .count()
                    > 0;
        }
    },
    OTHER_MODULE {
        @Override
        boolean apply(JsonObject event, Random chance) {
            return failed(event)
                            .map(frame -> {
                                String path = frame.getString("abs_path", frame.getString("filename", ""));
                                String file = path.substring(path.lastIndexOf('/') + 1);
                                String ending = file.substring(Math.max(0, file.lastIndexOf('.')));
                                frame.put("filename", "unheard/elsewhere" + ending);
                                frame.put("abs_path", path.replace(file, "elsewhere" + ending));
                                return frame.containsKey("module") ? frame.put("module", "unheard.Elsewhere") : frame;
                            })
                            .count()
                    > 0;
        }
    },
    OTHER_TYPE {
        @Override
        boolean apply(JsonObject event, Random chance) {
            return happened(event)
                            .limit(1)
                            .filter(exception -> exception.containsKey("type"))
                            .map(exception -> exception.put("type", "QuiteAnotherError"))
                            .count()
                    > 0;
        }
    },
    OTHER_WORDS {
        @Override
        boolean apply(JsonObject event, Random chance) {
            return exceptions(event).findAny().isEmpty() && texts(event, text -> "nothing like it: " + text);
        }
    };

    /** Where the recorder's deployments are. */
    private static final String PLACES =
            "/tmp/mesher-corpus/(?:srv/shop|opt/releases/\\d{14}/app|home/deploy/current|usr/src/app|var/www/html)";

    /** What the runtimes of the corpus say of a full stack. */
    private static final Predicate<String> OVERFLOWED = Pattern.compile(
                    "StackOverflowError|RecursionError|SystemStackError|Maximum call stack size")
            .asPredicate();

    /** Python has them in frames of their own, or not, by its version. */
    private static final Set<String> COMPREHENSIONS = Set.of("<listcomp>", "<dictcomp>", "<setcomp>", "<genexpr>");

    static final List<Mutation> KEEPING = List.of(LINES, DEPLOY_PATH, IDS_AND_ADDRESSES, FRAMEWORK_FRAMES);
    static final List<Mutation> SPLITTING = List.of(OTHER_FUNCTION, OTHER_MODULE, OTHER_TYPE, OTHER_WORDS);

    abstract boolean apply(JsonObject event, Random chance);

    static Stream<JsonObject> exceptions(JsonObject event) {
        Object chain = event.getValue("exception");
        if (chain instanceof JsonObject object) {
            chain = object.getJsonArray("values");
        }
        return chain instanceof JsonArray list ? list.stream().map(JsonObject.class::cast) : Stream.empty();
    }

    /** The frames of each exception and each thread that has some. */
    static Stream<JsonArray> stacks(JsonObject event) {
        return stacks(exceptions(event), event);
    }

    private static Stream<JsonArray> stacks(Stream<JsonObject> exceptions, JsonObject event) {
        Object threads = event.getValue("threads");
        if (threads instanceof JsonObject object) {
            threads = object.getJsonArray("values");
        }
        Stream<JsonObject> holders =
                threads instanceof JsonArray list ? list.stream().map(JsonObject.class::cast) : Stream.empty();
        return Stream.concat(exceptions, holders)
                .map(holder -> holder.getJsonObject("stacktrace"))
                .filter(stack -> stack != null && stack.getJsonArray("frames") != null)
                .map(stack -> stack.getJsonArray("frames"));
    }

    static Stream<JsonObject> frames(JsonObject event) {
        return stacks(event).flatMap(stack -> stack.stream().map(JsonObject.class::cast));
    }

    static Stream<JsonObject> ofApp(JsonArray stack) {
        return stack.stream()
                .map(JsonObject.class::cast)
                .filter(frame -> Boolean.TRUE.equals(frame.getBoolean("in_app")));
    }

    /**
     * The application's frame that failed, in the innermost exception that has a stack. With it come the frames that another
     * fault would not share either: where the stack is full, all of the same function; and the function around a
     * comprehension.
     */
    private static Stream<JsonObject> failed(JsonObject event) {
        boolean full = happened(event)
                .anyMatch(exception ->
                        OVERFLOWED.test(exception.getString("type", "") + ' ' + exception.getString("value", "")));
        return stacks(happened(event), event)
                .filter(stack -> ofApp(stack).findAny().isPresent())
                .limit(1)
                .flatMap(stack -> {
                    List<JsonObject> frames = ofApp(stack).toList();
                    int last = frames.size() - 1;
                    JsonObject failed = frames.get(last);
                    if (full) {
                        return frames.stream().filter(frame -> isSameFunction(failed, frame)).toList().stream();
                    }
                    int begin = last;
                    while (begin > 0
                            && COMPREHENSIONS.contains(frames.get(begin).getString("function", ""))) {
                        begin--;
                    }
                    return frames.subList(begin, last + 1).stream();
                });
    }

    private static boolean isSameFunction(JsonObject one, JsonObject other) {
        return Stream.of("function", "module", "filename")
                .allMatch(name -> Objects.equals(one.getValue(name), other.getValue(name)));
    }

    /** A suppressed exception did not fail the program: grouping leaves it out. */
    private static Stream<JsonObject> happened(JsonObject event) {
        return exceptions(event).filter(exception -> !"suppressed"
                .equals(exception.getJsonObject("mechanism", new JsonObject()).getString("type")));
    }

    /** The frameworks' frames change places, and one is added. */
    private static void reframe(JsonArray stack, Random chance) {
        List<Integer> places = new ArrayList<>();
        List<JsonObject> foreign = new ArrayList<>();
        for (int i = 0; i < stack.size(); i++) {
            if (Boolean.FALSE.equals(stack.getJsonObject(i).getBoolean("in_app"))) {
                places.add(i);
                foreign.add(stack.getJsonObject(i));
            }
        }
        Collections.shuffle(foreign, chance);
        for (int i = 0; i < places.size(); i++) {
            JsonArray unused = stack.set(places.get(i), foreign.get(i));
        }
        stack.add(
                chance.nextInt(stack.size()),
                new JsonObject()
                        .put("function", "dispatch" + chance.nextInt(9))
                        .put("filename", "framework/" + chance.nextInt(9) + "/dispatcher")
                        .put("module", "framework.dispatcher")
                        .put("in_app", false));
    }

    /** In the files of all frames. */
    private static boolean replace(JsonObject event, String pattern, String replacement) {
        Pattern compiled = Pattern.compile(pattern);
        boolean changed = false;
        for (JsonObject frame : frames(event).toList()) {
            for (String name : List.of("filename", "abs_path")) {
                String path = frame.getString(name);
                String other = path == null ? null : compiled.matcher(path).replaceAll(replacement);
                if (path != null && !path.equals(other)) {
                    JsonObject unused = frame.put(name, other);
                    changed = true;
                }
            }
        }
        return changed;
    }

    /** In the values of exceptions and the event's message; a template stays, its parameters do not. */
    static boolean texts(JsonObject event, UnaryOperator<String> change) {
        boolean changed = false;
        for (JsonObject exception : exceptions(event).toList()) {
            changed |= text(exception, "value", change);
        }
        for (String name : List.of("message", "logentry")) {
            if (event.getValue(name) instanceof JsonObject message) {
                changed |= text(message, "formatted", change);
                changed |= text(message, "message", change);
            } else {
                changed |= text(event, name, change);
            }
        }
        return changed;
    }

    private static boolean text(JsonObject holder, String name, UnaryOperator<String> change) {
        String text = holder.getString(name);
        String other = text == null ? null : change.apply(text);
        if (text == null || text.equals(other)) {
            return false;
        }
        JsonObject unused = holder.put(name, other);
        return true;
    }
}
