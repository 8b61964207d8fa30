@NullMarked
package dev.mesher.http;

import org.jspecify.annotations.NullMarked;
