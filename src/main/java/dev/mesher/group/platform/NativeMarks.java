package dev.mesher.group.platform;

/** Numbers and hashes that the compilers of Rust, C++, Objective-C and Swift, and IL2CPP, put into names. */
final class NativeMarks {
    private NativeMarks() {}

    /** The name without them. */
    static String written(String name) {
        String marked = RustMarks.REMOVED.apply(name);
        if (marked.startsWith("_ZN") || marked.startsWith("_R")) {
            marked = RustMarks.HASHES_REMOVED.apply(marked);
        } else if (marked.contains(AppleMarks.BLOCK)) {
            marked = AppleMarks.WITHOUT_BLOCKS.apply(marked);
        } else if (marked.startsWith("$s") || marked.startsWith("_$s")) {
            marked = AppleMarks.WITHOUT_CLOSURES.apply(marked);
        }
        String named = CppMarks.WITHOUT_UNNAMED.apply(CppMarks.PLAIN_LAMBDAS.apply(marked));
        return CppMarks.WITHOUT_IL2CPP.apply(named);
    }
}
