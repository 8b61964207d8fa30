package dev.mesher.group.platform;

import dev.mesher.text.SearchPattern;

/** Numbers and hashes that the compilers of Rust, C++, Objective-C and Swift, and IL2CPP, put into names. */
final class NativeMarks {
    /** A crate's hash, {@code shop[4b1a2c3d4e5f6a7b]::}, and the number of an implementation or a block. */
    private static final SearchPattern RUST = SearchPattern.of(
            "\\[[0-9a-f]{8,16}\\](?=::|$|>| |,)|(?<=\\{impl)#\\d++|(?<=\\{constant)#\\d++|\\{\\{vtable\\.shim\\}\\}",
            Rules.LONGEST);

    /** The hash of a mangled name, old and new: {@code 17h0123456789abcdefE}, {@code Cs4b1a_4shop}. */
    private static final SearchPattern RUST_MANGLED =
            SearchPattern.of("(?<=17h)[0-9a-f]{16}(?=E)|(?<=Cs)[0-9A-Za-z]{1,16}_(?=\\d)", Rules.LONGEST);

    /** Objective-C's blocks are numbered, and begin with the length of the method's name. */
    private static final SearchPattern BLOCK =
            SearchPattern.of("^__(?:\\d++(?=[-+]\\[))?|_block_invoke(?:_\\d++|[.]\\d++)*+$", Rules.LONGEST);

    /** The number of a closure in Swift's mangled names: {@code $s4Shop4CartC3payyyFyycfU0_}. */
    private static final SearchPattern SWIFT_CLOSURE = SearchPattern.of("(?<=U)\\d++(?=_)", Rules.LONGEST);

    /** What C++ compilers call a lambda and a type without a name: MSVC by a hash, Clang by words, others by a number. */
    private static final SearchPattern CPP_LAMBDA = SearchPattern.of(
            "<lambda_[0-9a-f]{32}>|<lambda_\\d++>|\\(anonymous class\\)|\\{lambda\\}::operator\\(\\)(?: const)?$",
            Rules.LONGEST);

    private static final SearchPattern CPP_UNNAMED = SearchPattern.of(
            "[.]_?anon_?\\d++|(?<=\\{unnamed type)#\\d++|(?<=<unnamed-type-)[^>]{1,60}+(?=>)", Rules.LONGEST);

    /** IL2CPP ends a method's name with a hash. */
    private static final SearchPattern IL2CPP = SearchPattern.of("_[mt][0-9A-F]{40}(?![0-9A-Za-z])", Rules.LONGEST);

    private NativeMarks() {}

    static String written(String name) {
        String marked = RUST.replaceAll(name, "");
        if (marked.startsWith("_ZN") || marked.startsWith("_R")) {
            marked = RUST_MANGLED.replaceAll(marked, "");
        } else if (marked.contains("_block_invoke")) {
            marked = BLOCK.replaceAll(marked, "");
        } else if (marked.startsWith("$s") || marked.startsWith("_$s")) {
            marked = SWIFT_CLOSURE.replaceAll(marked, "");
        }
        return IL2CPP.replaceAll(CPP_UNNAMED.replaceAll(CPP_LAMBDA.replaceAll(marked, "{lambda}"), ""), "");
    }
}
