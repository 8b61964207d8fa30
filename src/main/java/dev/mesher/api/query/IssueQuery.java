package dev.mesher.api.query;

import dev.mesher.event.Refusal;
import java.util.List;
import java.util.stream.Stream;

/** What a person searches for among a project's issues: terms that all must hold. */
public record IssueQuery(List<Term> terms) {
    /** Every issue. */
    public static final IssueQuery ALL = new IssueQuery(List.of());

    /** The most terms of a query. */
    public static final int MOST_TERMS = 20;

    /** The most terms with a tag, each of which reads events. */
    public static final int MOST_TAGS = 5;

    /**
     * Parses the text of a query, in time linear to its length.
     *
     * @throws Refusal with the place of the error
     */
    public static IssueQuery parse(String text) {
        return new QueryParser(text).parse();
    }

    /** The tags in it, each once. */
    Stream<Condition.Tagged> tags() {
        return terms.stream()
                .map(Term::condition)
                .filter(Condition.Tagged.class::isInstance)
                .map(Condition.Tagged.class::cast)
                .distinct();
    }
}
