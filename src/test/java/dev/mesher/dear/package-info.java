/** A search for inputs that cost more than others of their length. */
@NullMarked
package dev.mesher.dear;

import org.jspecify.annotations.NullMarked;
