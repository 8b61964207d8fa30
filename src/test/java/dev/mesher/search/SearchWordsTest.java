package dev.mesher.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mesher.text.CountedText;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SearchWordsTest {
    /** What the schema's search_text comes to at most: 4,502 characters of two UTF-16 units. */
    private static final int LONGEST_TEXT = 9_004;

    /** Of each character: to tell what it is, to cut it out alone and with either neighbour. */
    private static final int MOST_READS = 8;

    /** UTF-16 units in all words of a text, for each of the text: an identifier's pieces are cut out by one, two and three. */
    private static final int MOST_CUT = 8;

    private static final List<String> HOSTILE = List.of(
            "a",
            "aB",
            "aBc",
            "A",
            "a1",
            "1",
            "A1b",
            "a ",
            "aB ",
            "ab1 ",
            "余",
            "余a",
            "เ",
            "é",
            "\u0301",
            "a\u0301",
            "\ud840\udc00",
            "\ud83d\ude00",
            "\ud800",
            "か\u3099",
            ".",
            "aaaaaaaaaB",
            "\u0130i",
            "한");

    @ParameterizedTest
    @CsvSource({
        "CartService,                cart cartservice service",
        "HTTP500,                    500 http http500",
        "x509,                       509 x x509",
        "IPv6,                       6 i ipv ipv6 pv pv6",
        "HTTPServer,                 http httpserver server",
        "getHTTPResponseCode,        code get gethttp gethttpresponse gethttpresponsecode http httpresponse"
                + " httpresponsecode response responsecode",
        "utf8mb4,                    4 8 8mb 8mb4 mb mb4 utf utf8 utf8mb utf8mb4",
        "orders_controller.rb,       controller orders rb",
        "src/app/api/users/route.ts, api app route src ts users",
        "ERR_CONNECTION_REFUSED,     connection err refused",
        "kebab-case-name,            case kebab name",
        "C:\\shop\\CartView.cs,      c cart cartview cs shop view",
        "cafe1,                      1 cafe cafe1",
        "timeout,                    timeout",
        "WARN,                       warn",
        "ÜberweisungsService,        service überweisungs überweisungsservice",
        "ПолучитьДанные,             данные получить получитьданные",
        "支払いAPI呼び出し,             api び出 出 出し 呼 呼び 払 払い 支 支払",
        "余额不足,                    不 不足 余 余额 足 额 额不",
        "ราคา,                       คา รา าค",
        "サーバー,                     サー バー ーバ",
        "ｻｰｽ,                         ｰｽ ｻｰ",
        "か\u3099き,                   か\u3099 \u3099き",
        "ㄅㄆㄇ,                       ㄅㄆ ㄆㄇ",
        "ລາຄາ,                        ຄາ ລາ າຄ",
        "តម្លៃ,                         តម ម្ លៃ ្ល",
        "ဈေး,                         ဈေ ေး",
        "คา๏คา,                       คา",
        "결제가,                      결제 제가",
        "xA\u0301bC,                  a\u0301b a\u0301bc c x xa\u0301b xa\u0301bc",
        "猫,                         猫",
        "값,                         값",
    })
    void theWordsOfAText(String text, String words) {
        assertThat(String.join(" ", words(text))).isEqualTo(words);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "3f5b1c0d9a8e4b22a7c66e0d1f5a9b3c",
                "88a5",
                "4c0f",
                "BTQ3vLw8",
                "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9"
            })
    void whatIsRandomHasNoPieces(String text) {
        assertThat(words(text)).hasSize(1);
    }

    @Test
    void theWholeOfAnIdentifierIsNotAPieceOfIt() {
        List<String> pieces = new ArrayList<>();
        SearchWords.cut("getCartItem CartService", new SearchWords.Found() {
            @Override
            public void word(String word) {
                assertThat(word).isIn("getcartitem", "cartservice");
            }

            @Override
            public void piece(String piece) {
                pieces.add(piece);
            }

            @Override
            public void row(String row) {
                throw new AssertionError(row);
            }
        });

        assertThat(pieces).containsExactly("get", "getcart", "cart", "cartitem", "item", "cart", "service");
    }

    /** Its pieces are two and a half letters long on average. Shorter ones are random. */
    @Test
    void anIdentifierOfManyPiecesIsFoundByThreeOfThemAtMost() {
        String most = "zzzz1".repeat(16);

        assertThat(words(most)).containsExactlyInAnyOrder(most, "zzzz", "1", "zzzz1", "1zzzz", "zzzz1zzzz", "1zzzz1");
        assertThat(words(most.substring(1))).as("random").containsExactly(most.substring(1));
        assertThat(words(most + "zzzz")).as("33 pieces").containsExactly(most + "zzzz");
    }

    /** Two texts of the same beginning are the same word, also when it is a query's. */
    @Test
    void aWordHasABound() {
        String longest = "x".repeat(SearchWords.LONGEST);

        assertThat(words(longest + "y")).containsExactly(longest);
        assertThat(SearchQuery.of(longest + "z").words()).containsExactly(longest);
        assertThat(words("x".repeat(SearchWords.LONGEST - 1) + "\ud835\udc00"))
                .containsExactly("x".repeat(SearchWords.LONGEST - 1));
    }

    /** Pieces are left out, never a whole word. */
    @Test
    void anEventHasABoundedNumberOfPieces() {
        StringBuilder text = new StringBuilder();
        for (int n = 0; n < 700; n++) {
            text.append(" cart")
                    .append(Integer.toString(n, 26).replaceAll("[0-9]", "x"))
                    .append("N")
                    .append(n);
        }
        text.append(" last");

        Set<String> words = words(text.toString());

        assertThat(words)
                .hasSizeBetween(IndexWords.MOST_PIECES, 701 + IndexWords.MOST_PIECES)
                .contains("last");
    }

    /** Whatever a text is made of, twice of it costs no more than twice the reads and the words. */
    @Test
    void readsEachCharacterAFewTimes() {
        for (String piece : HOSTILE) {
            for (String other : HOSTILE) {
                String text = (piece + other).repeat(LONGEST_TEXT).substring(0, LONGEST_TEXT);
                CountedText counted = new CountedText(text, (long) MOST_READS * LONGEST_TEXT);
                long[] cut = new long[1];
                SearchWords.cut(counted, new SearchWords.Found() {
                    @Override
                    public void word(String word) {
                        cut[0] += word.length();
                    }

                    @Override
                    public void piece(String found) {
                        word(found);
                    }

                    @Override
                    public void row(String row) {
                        word(row);
                    }
                });
                assertThat(cut[0]).as(piece + other).isLessThanOrEqualTo((long) MOST_CUT * LONGEST_TEXT);
            }
        }
    }

    private static Set<String> words(String text) {
        IndexWords words = new IndexWords();
        words.add(text);
        return new TreeSet<>(words.all());
    }
}
