package dev.mesher.event;

/** Those who follow issues. They are told only of what is committed. */
public interface IssueFollowers {
    /** An issue has changed. */
    void changed(IssueChanged change);

    /** An issue's activity has a new entry, or a comment was edited or deleted. */
    void added(ActivityAdded activity);
}
