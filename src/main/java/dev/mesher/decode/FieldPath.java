package dev.mesher.decode;

import org.jspecify.annotations.Nullable;

/**
 * Where a value stands in what a client sent, as {@code exception[0].stacktrace.frames[3]}. The text is made when it is
 * asked for, which is when something is wrong there.
 *
 * @param parent null at the top
 * @param name of the field; empty for the whole, and for an element of a list
 * @param index of the element; −1 for a field
 */
public record FieldPath(@Nullable FieldPath parent, String name, int index) {
    /** The whole of what was sent. */
    public static final FieldPath ROOT = of("");

    /** A field at the top. */
    public static FieldPath of(String name) {
        return new FieldPath(null, name, -1);
    }

    boolean isRoot() {
        return parent == null && name.isEmpty();
    }

    /** A field of the object that stands here. */
    public FieldPath field(String field) {
        return isRoot() ? of(field) : new FieldPath(this, field, -1);
    }

    /** An element of the list that stands here. */
    public FieldPath element(int place) {
        return new FieldPath(this, "", place);
    }

    @Override
    public String toString() {
        if (parent == null) {
            return name;
        }
        return index < 0 ? parent + "." + name : parent + "[" + index + "]";
    }
}
