package dev.mesher.decode;

import org.jspecify.annotations.Nullable;

/**
 * The path of a value in a client's JSON, such as {@code exception[0].stacktrace.frames[3]}. Its text is only built
 * when it is needed for an error or a note.
 *
 * @param parent null for a value at the top
 * @param name of the field; empty for the whole and for an element of a list
 * @param index of the element; −1 for a field
 */
public record FieldPath(@Nullable FieldPath parent, String name, int index) {
    /** The whole JSON value. */
    public static final FieldPath ROOT = of("");

    /** A field of the top-level object. */
    public static FieldPath of(String name) {
        return new FieldPath(null, name, -1);
    }

    boolean isRoot() {
        return parent == null && name.isEmpty();
    }

    /** A field of the object at this path. */
    public FieldPath field(String field) {
        return isRoot() ? of(field) : new FieldPath(this, field, -1);
    }

    /**
     * An element of the list at this path.
     *
     * @param place index from 0
     */
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
