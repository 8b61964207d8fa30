package dev.mesher.api.query;

import dev.mesher.event.Refusal;
import java.util.List;
import java.util.Optional;
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

    /**
     * The query of these terms. With one {@code env:} among them, {@code release:} asks for a release that was seen in
     * that environment, and then {@code env:} says nothing more.
     */
    static IssueQuery of(List<Term> terms) {
        List<Term> environments = terms.stream()
                .filter(each -> !each.negated() && each.condition() instanceof Condition.SeenInEnvironment)
                .distinct()
                .toList();
        if (environments.size() != 1 || terms.stream().noneMatch(IssueQuery::isRelease)) {
            return new IssueQuery(List.copyOf(terms));
        }
        Term environment = environments.get(0);
        return new IssueQuery(terms.stream()
                .filter(each -> !each.equals(environment))
                .map(each -> isRelease(each) ? placed(each, environment) : each)
                .toList());
    }

    private static boolean isRelease(Term term) {
        return !term.negated() && term.condition() instanceof Condition.SeenInRelease;
    }

    private static Term placed(Term release, Term environment) {
        return new Term(
                false,
                new Condition.SeenInRelease(
                        ((Condition.SeenInRelease) release.condition()).release(),
                        ((Condition.SeenInEnvironment) environment.condition()).environment()));
    }

    /**
     * The same query for issues that were also seen in an environment, in a release, or in a release in an environment
     * when both are given.
     */
    public IssueQuery seenIn(Optional<String> environment, Optional<String> release) {
        Optional<Condition> seen = release.<Condition>map(
                        name -> new Condition.SeenInRelease(name, environment.orElse(null)))
                .or(() -> environment.map(Condition.SeenInEnvironment::new));
        return seen.map(condition -> new IssueQuery(Stream.concat(terms.stream(), Stream.of(new Term(false, condition)))
                        .toList()))
                .orElse(this);
    }

    /** The terms whose issues are looked up before issues are read, each once. */
    List<Term> lookUps() {
        return terms.stream()
                .filter(term -> term.condition().lookedUp())
                .distinct()
                .toList();
    }
}
