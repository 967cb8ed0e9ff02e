CREATE TABLE releases (
    version         FLOAT       PRIMARY KEY,
    installed_at    DATETIME    NOT NULL DEFAULT CURRENT_TIMESTAMP,
    installer_name  TEXT        NOT NULL,
    installer_email TEXT        NOT NULL
);
INSERT INTO releases VALUES(1.1000000000000000888,'2026-11-27 06:42:15.729','Kim','kim@example.com');
CREATE TABLE projects (
    project         TEXT        PRIMARY KEY,
    uri             TEXT            NULL UNIQUE,
    created_at      DATETIME    NOT NULL DEFAULT CURRENT_TIMESTAMP,
    creator_name    TEXT        NOT NULL,
    creator_email   TEXT        NOT NULL
);
INSERT INTO projects VALUES('shop','https://example.com/shop','2026-11-27 06:42:15.762','Kim','kim@example.com');
CREATE TABLE changes (
    change_id       TEXT        PRIMARY KEY,
    script_hash     TEXT            NULL,
    change          TEXT        NOT NULL,
    project         TEXT        NOT NULL REFERENCES projects(project) ON UPDATE CASCADE,
    note            TEXT        NOT NULL DEFAULT '',
    committed_at    DATETIME    NOT NULL DEFAULT CURRENT_TIMESTAMP,
    committer_name  TEXT        NOT NULL,
    committer_email TEXT        NOT NULL,
    planned_at      DATETIME    NOT NULL,
    planner_name    TEXT        NOT NULL,
    planner_email   TEXT        NOT NULL,
    UNIQUE(project, script_hash)
);
INSERT INTO changes VALUES('c34223ed58a24089637ec6f449140f21c1457fbb','6e3d4a0be955c6d0680fafa84b16f539eddf6bc2','users','shop','Who can sign in','2026-11-27 06:42:15.934','Kim','kim@example.com','2026-11-27 06:42:01','Kim','kim@example.com');
INSERT INTO changes VALUES('eef011ef1eb23be75e570240b5d02cc050322674','66bcb9c38c9beb8f55749b2362ee252ea59c3aab','names','shop','Their names','2026-11-27 06:42:43.238','Kim','kim@example.com','2026-11-27 06:42:07','Kim','kim@example.com');
CREATE TABLE tags (
    tag_id          TEXT        PRIMARY KEY,
    tag             TEXT        NOT NULL,
    project         TEXT        NOT NULL REFERENCES projects(project) ON UPDATE CASCADE,
    change_id       TEXT        NOT NULL REFERENCES changes(change_id) ON UPDATE CASCADE,
    note            TEXT        NOT NULL DEFAULT '',
    committed_at    DATETIME    NOT NULL DEFAULT CURRENT_TIMESTAMP,
    committer_name  TEXT        NOT NULL,
    committer_email TEXT        NOT NULL,
    planned_at      DATETIME    NOT NULL,
    planner_name    TEXT        NOT NULL,
    planner_email   TEXT        NOT NULL,
    UNIQUE(project, tag)
);
CREATE TABLE dependencies (
    change_id       TEXT        NOT NULL REFERENCES changes(change_id) ON UPDATE CASCADE ON DELETE CASCADE,
    type            TEXT        NOT NULL,
    dependency      TEXT        NOT NULL,
    dependency_id   TEXT            NULL REFERENCES changes(change_id) ON UPDATE CASCADE
                                         CONSTRAINT dependencies_check CHECK (
            (type = 'require'  AND dependency_id IS NOT NULL)
         OR (type = 'conflict' AND dependency_id IS NULL)
    ),
    PRIMARY KEY (change_id, dependency)
);
INSERT INTO dependencies VALUES('eef011ef1eb23be75e570240b5d02cc050322674','require','users','c34223ed58a24089637ec6f449140f21c1457fbb');
CREATE TABLE events (
    event           TEXT        NOT NULL CONSTRAINT events_event_check CHECK (
        event IN ('deploy', 'revert', 'fail', 'merge')
    ),
    change_id       TEXT        NOT NULL,
    change          TEXT        NOT NULL,
    project         TEXT        NOT NULL REFERENCES projects(project) ON UPDATE CASCADE,
    note            TEXT        NOT NULL DEFAULT '',
    requires        TEXT        NOT NULL DEFAULT '',
    conflicts       TEXT        NOT NULL DEFAULT '',
    tags            TEXT        NOT NULL DEFAULT '',
    committed_at    DATETIME    NOT NULL DEFAULT CURRENT_TIMESTAMP,
    committer_name  TEXT        NOT NULL,
    committer_email TEXT        NOT NULL,
    planned_at      DATETIME    NOT NULL,
    planner_name    TEXT        NOT NULL,
    planner_email   TEXT        NOT NULL,
    PRIMARY KEY (change_id, committed_at)
);
INSERT INTO events VALUES('deploy','c34223ed58a24089637ec6f449140f21c1457fbb','users','shop','Who can sign in','','','','2026-11-27 06:42:15.957','Kim','kim@example.com','2026-11-27 06:42:01','Kim','kim@example.com');
INSERT INTO events VALUES('deploy','eef011ef1eb23be75e570240b5d02cc050322674','names','shop','Their names','users','','','2026-11-27 06:42:16.208','Kim','kim@example.com','2026-11-27 06:42:07','Kim','kim@example.com');
INSERT INTO events VALUES('revert','eef011ef1eb23be75e570240b5d02cc050322674','names','shop','Their names','users','','','2026-11-27 06:42:26.090','Kim','kim@example.com','2026-11-27 06:42:07','Kim','kim@example.com');
INSERT INTO events VALUES('deploy','eef011ef1eb23be75e570240b5d02cc050322674','names','shop','Their names','users','','','2026-11-27 06:42:43.248','Kim','kim@example.com','2026-11-27 06:42:07','Kim','kim@example.com');
