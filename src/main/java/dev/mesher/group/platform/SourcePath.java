package dev.mesher.group.platform;

import dev.mesher.text.SearchPattern;
import java.util.Locale;
import java.util.Set;
import java.util.function.UnaryOperator;

/** A source file's name and the directory that it lies in, without what a deployment changes. */
final class SourcePath {
    private static final SearchPattern ORIGIN =
            SearchPattern.of("^[A-Za-z][A-Za-z0-9+.-]{1,30}+://[^/]*+", Rules.LONGEST);

    /** Directories of which every project has one: they tell nothing apart, and deployments choose them. */
    private static final Set<String> COMMON = Set.of(
            "app",
            "application",
            "apps",
            "src",
            "source",
            "lib",
            "dist",
            "build",
            "out",
            "bin",
            "main",
            "current",
            "release",
            "releases",
            "srv",
            "www",
            "html",
            "htdocs",
            "public",
            "static",
            "assets",
            "js",
            "code",
            "workspace",
            "work",
            "project",
            "server",
            "client",
            "deploy",
            "opt",
            "var",
            "home",
            "usr",
            "tmp",
            "chunks",
            "_next",
            "target",
            "bundle",
            ".",
            "..");

    /** Directories of a machine whose own directories are deployments. */
    private static final Set<String> OF_DEPLOYMENTS =
            Set.of("srv", "www", "opt", "home", "sites", "releases", "deploy", "deployments");

    private SourcePath() {}

    /** The file's name, with its directory in front where that is likely to be the project's own. */
    static String stable(String path) {
        return stable(path, name -> name);
    }

    /** As {@link #stable(String)}, of a platform that has hashes of its own kind in the names of its files. */
    static String stable(String path, UnaryOperator<String> withoutOwnHash) {
        String plain = plain(path);
        int slash = plain.lastIndexOf('/');
        String name = withoutOwnHash.apply(plain.substring(slash + 1));
        String file = PathHash.REPLACED.apply(name);
        String directory = directory(plain, slash);
        return directory.isEmpty() ? file : directory + '/' + file;
    }

    /** The path with forward slashes, without origin and query. Of a long path the end is kept. */
    static String plain(String path) {
        return Cut.path(ORIGIN.replaceFirst(withoutQuery(path).replace('\\', '/'), ""));
    }

    /** The path without its query. */
    static String withoutQuery(String path) {
        int query = path.indexOf('?');
        return query >= 0 ? path.substring(0, query) : path;
    }

    private static String directory(String path, int slash) {
        if (slash <= 0) {
            return "";
        }
        int before = path.lastIndexOf('/', slash - 1);
        String name = path.substring(before + 1, slash);
        boolean deployed =
                COMMON.contains(name.toLowerCase(Locale.ROOT)) || name.chars().anyMatch(Character::isDigit);
        // The operator chooses the first two directories of a path and those of deployments, not the project.
        boolean shallow = absolute(path) && path.indexOf('/', path.indexOf('/', 1) + 1) >= slash;
        String parent = before <= 0 ? "" : path.substring(path.lastIndexOf('/', before - 1) + 1, before);
        boolean chosen = shallow || (absolute(path) && OF_DEPLOYMENTS.contains(parent));
        return deployed || chosen ? "" : name;
    }

    static boolean absolute(String path) {
        return path.startsWith("/") || path.startsWith(":/", 1);
    }
}
