package dev.mesher.group;

import java.util.Collections;
import java.util.Locale;
import java.util.Random;
import java.util.UUID;

/** What chance puts into a text: numbers, ids, addresses, times. */
final class VaryingWords {
    private VaryingWords() {}

    /** Each {@code %} and its letter replaced by a value of that kind. */
    static String filled(String words, Random chance) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < words.length(); i++) {
            char c = words.charAt(i);
            out.append(c == '%' ? value(words.charAt(++i), chance) : String.valueOf(c));
        }
        return out.toString();
    }

    private static String value(char what, Random chance) {
        int number = 1 + chance.nextInt(99_999);
        return switch (what) {
            case 'i' -> Integer.toString(number);
            case 'e' -> "user" + number + "@mail" + number % 7 + ".example.com";
            case 'u' -> new UUID(chance.nextLong(), chance.nextLong()).toString();
            case 'h' -> "10." + number % 255 + "." + chance.nextInt(255) + ".7:" + (1024 + number % 60_000);
            case 'd' -> number + (chance.nextBoolean() ? "ms" : " s");
            case 'p' -> "/var/data/" + hex(chance, 6) + "/" + number + ".csv";
            case 'x' -> "9a" + hex(chance, 6);
            case 's' -> word(chance, 5);
            case 't' -> "2026-%02d-%02dT10:%02d:00Z".formatted(1 + number % 12, 1 + number % 28, number % 60);
            case 'q' -> "'" + word(chance, 1 + number % 9) + "'";
            case 'w' -> "https://api" + number % 5 + ".example.com/v1/items/" + number + "?page=" + number % 9;
            case 'o' -> "com.acme.Pool@" + hex(chance, 7);
            case 'l' -> String.join(", ", Collections.nCopies(1 + number % 5, Integer.toString(number)));
            case 'j' -> "T" + number + "x" + word(chance, 9).toUpperCase(Locale.ROOT) + number + word(chance, 9);
            default -> throw new IllegalArgumentException(String.valueOf(what));
        };
    }

    static String hex(Random chance, int digits) {
        StringBuilder hex = new StringBuilder();
        for (int i = 0; i < digits; i++) {
            hex.append("0123456789abcdef".charAt(i == 0 ? chance.nextInt(10) : chance.nextInt(16)));
        }
        return hex.toString();
    }

    private static String word(Random chance, int letters) {
        StringBuilder word = new StringBuilder();
        for (int i = 0; i < letters; i++) {
            word.append((char) ('a' + chance.nextInt(26)));
        }
        return word.toString();
    }
}
