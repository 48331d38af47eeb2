CREATE TABLE setting (
	name TEXT NOT NULL,
	value TEXT DEFAULT '' NOT NULL,
	CONSTRAINT pk_setting PRIMARY KEY (name)
)
 STRICT;

CREATE TABLE scheme (
	id TEXT NOT NULL,
	name TEXT NOT NULL,
	version INTEGER NOT NULL,
	body TEXT NOT NULL,
	sha256 TEXT NOT NULL,
	CONSTRAINT pk_scheme PRIMARY KEY (id),
	CONSTRAINT uq_scheme_name UNIQUE (name, version)
)
 STRICT;

CREATE TABLE annotator (
	id TEXT NOT NULL,
	name TEXT NOT NULL,
	name_key TEXT NOT NULL,
	kind TEXT DEFAULT 'human' NOT NULL,
	digest TEXT DEFAULT '' NOT NULL,
	CONSTRAINT pk_annotator PRIMARY KEY (id),
	CONSTRAINT uq_annotator_name_key UNIQUE (name_key),
	CONSTRAINT ck_annotator_kind CHECK (kind IN ('human', 'gold', 'machine'))
)
 STRICT;

CREATE TABLE article (
	id TEXT NOT NULL,
	"key" TEXT,
	sha256 TEXT NOT NULL,
	chars INTEGER NOT NULL,
	title TEXT DEFAULT '' NOT NULL,
	outlet TEXT DEFAULT '' NOT NULL,
	byline TEXT DEFAULT '' NOT NULL,
	url TEXT DEFAULT '' NOT NULL,
	published TEXT DEFAULT '' NOT NULL,
	language TEXT DEFAULT '' NOT NULL,
	agency TEXT DEFAULT '' NOT NULL,
	dateline TEXT DEFAULT '' NOT NULL,
	source_name TEXT DEFAULT '' NOT NULL,
	heading TEXT DEFAULT '' NOT NULL,
	meta_extra TEXT DEFAULT '{}' NOT NULL,
	extra TEXT DEFAULT '{}' NOT NULL,
	imported_seq INTEGER NOT NULL,
	digest TEXT DEFAULT '' NOT NULL,
	CONSTRAINT pk_article PRIMARY KEY (id),
	CONSTRAINT uq_article_key UNIQUE ("key"),
	CONSTRAINT uq_article_imported_seq UNIQUE (imported_seq)
)
 STRICT;

CREATE TABLE entity (
	id TEXT NOT NULL,
	"key" TEXT,
	name TEXT NOT NULL,
	type TEXT NOT NULL,
	external_id TEXT,
	note TEXT DEFAULT '' NOT NULL,
	merged_into TEXT,
	extra TEXT DEFAULT '{}' NOT NULL,
	digest TEXT DEFAULT '' NOT NULL,
	CONSTRAINT pk_entity PRIMARY KEY (id),
	CONSTRAINT fk_entity_merged_into FOREIGN KEY(merged_into) REFERENCES entity (id) ON DELETE RESTRICT
)
 STRICT;

CREATE TABLE target (
	id TEXT NOT NULL,
	"key" TEXT,
	name TEXT NOT NULL,
	position INTEGER NOT NULL,
	merged_into TEXT,
	extra TEXT DEFAULT '{}' NOT NULL,
	digest TEXT DEFAULT '' NOT NULL,
	CONSTRAINT pk_target PRIMARY KEY (id),
	CONSTRAINT fk_target_merged_into FOREIGN KEY(merged_into) REFERENCES target (id) ON DELETE RESTRICT
)
 STRICT;

CREATE TABLE change (
	seq INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	id TEXT NOT NULL,
	at TEXT NOT NULL,
	annotator TEXT DEFAULT '' NOT NULL,
	device TEXT DEFAULT '' NOT NULL,
	reading TEXT DEFAULT '' NOT NULL,
	article TEXT DEFAULT '' NOT NULL,
	command TEXT NOT NULL,
	"before" TEXT DEFAULT '{}' NOT NULL,
	"after" TEXT DEFAULT '{}' NOT NULL,
	context TEXT DEFAULT '{}' NOT NULL,
	undoable INTEGER DEFAULT '0' NOT NULL,
	undoes TEXT,
	digest TEXT DEFAULT '' NOT NULL,
	CONSTRAINT uq_change_id UNIQUE (id)
)
 STRICT;

CREATE TABLE article_text (
	article TEXT NOT NULL,
	text TEXT NOT NULL,
	CONSTRAINT pk_article_text PRIMARY KEY (article),
	CONSTRAINT fk_article_text_article FOREIGN KEY(article) REFERENCES article (id) ON DELETE CASCADE
)
 STRICT;

CREATE TABLE article_source (
	article TEXT NOT NULL,
	media_type TEXT DEFAULT '' NOT NULL,
	reader TEXT DEFAULT '' NOT NULL,
	bytes BLOB NOT NULL,
	CONSTRAINT pk_article_source PRIMARY KEY (article),
	CONSTRAINT fk_article_source_article FOREIGN KEY(article) REFERENCES article (id) ON DELETE CASCADE
)
 STRICT;

CREATE TABLE reading (
	id TEXT NOT NULL,
	article TEXT NOT NULL,
	annotator TEXT NOT NULL,
	scheme TEXT NOT NULL,
	state TEXT DEFAULT 'todo' NOT NULL,
	seconds REAL DEFAULT '0' NOT NULL,
	note TEXT DEFAULT '' NOT NULL,
	revision INTEGER DEFAULT '0' NOT NULL,
	digest TEXT DEFAULT '' NOT NULL,
	extra TEXT DEFAULT '{}' NOT NULL,
	CONSTRAINT pk_reading PRIMARY KEY (id),
	CONSTRAINT uq_reading_article UNIQUE (article, annotator),
	CONSTRAINT ck_reading_state CHECK (state IN ('todo', 'doing', 'done')),
	CONSTRAINT ck_reading_seconds CHECK (seconds >= 0),
	CONSTRAINT fk_reading_article FOREIGN KEY(article) REFERENCES article (id) ON DELETE RESTRICT,
	CONSTRAINT fk_reading_annotator FOREIGN KEY(annotator) REFERENCES annotator (id) ON DELETE RESTRICT
)
 STRICT;

CREATE TABLE entity_alias (
	entity TEXT NOT NULL,
	position INTEGER NOT NULL,
	alias TEXT NOT NULL,
	CONSTRAINT pk_entity_alias PRIMARY KEY (entity, position),
	CONSTRAINT fk_entity_alias_entity FOREIGN KEY(entity) REFERENCES entity (id) ON DELETE CASCADE
)
 STRICT;

CREATE TABLE utterance (
	id TEXT NOT NULL,
	annotator TEXT NOT NULL,
	name TEXT DEFAULT '' NOT NULL,
	"key" TEXT,
	extra TEXT DEFAULT '{}' NOT NULL,
	digest TEXT DEFAULT '' NOT NULL,
	CONSTRAINT pk_utterance PRIMARY KEY (id),
	CONSTRAINT uq_utterance_annotator UNIQUE (annotator, "key"),
	CONSTRAINT fk_utterance_annotator FOREIGN KEY(annotator) REFERENCES annotator (id) ON DELETE RESTRICT
)
 STRICT;

CREATE TABLE span (
	id TEXT NOT NULL,
	reading TEXT NOT NULL,
	label TEXT NOT NULL,
	entity TEXT,
	attributes TEXT DEFAULT '{}' NOT NULL,
	origin TEXT DEFAULT 'human' NOT NULL,
	note TEXT DEFAULT '' NOT NULL,
	"key" TEXT,
	extra TEXT DEFAULT '{}' NOT NULL,
	CONSTRAINT pk_span PRIMARY KEY (id),
	CONSTRAINT uq_span_reading UNIQUE (reading, "key"),
	CONSTRAINT fk_span_reading FOREIGN KEY(reading) REFERENCES reading (id) ON DELETE RESTRICT,
	CONSTRAINT fk_span_entity FOREIGN KEY(entity) REFERENCES entity (id) ON DELETE RESTRICT
)
 STRICT;

CREATE TABLE fragment (
	span TEXT NOT NULL,
	position INTEGER NOT NULL,
	start INTEGER NOT NULL,
	"end" INTEGER NOT NULL,
	CONSTRAINT pk_fragment PRIMARY KEY (span, position),
	CONSTRAINT ck_fragment_order CHECK (start >= 0 AND "end" > start),
	CONSTRAINT fk_fragment_span FOREIGN KEY(span) REFERENCES span (id) ON DELETE CASCADE
)
 STRICT;

CREATE TABLE link (
	id TEXT NOT NULL,
	reading TEXT NOT NULL,
	role TEXT NOT NULL,
	from_span TEXT NOT NULL,
	to_span TEXT NOT NULL,
	position INTEGER NOT NULL,
	attributes TEXT DEFAULT '{}' NOT NULL,
	extra TEXT DEFAULT '{}' NOT NULL,
	CONSTRAINT pk_link PRIMARY KEY (id),
	CONSTRAINT ck_link_position CHECK (position >= 0),
	CONSTRAINT ck_link_ends CHECK (from_span <> to_span),
	CONSTRAINT fk_link_reading FOREIGN KEY(reading) REFERENCES reading (id) ON DELETE RESTRICT,
	CONSTRAINT fk_link_from_span FOREIGN KEY(from_span) REFERENCES span (id) ON DELETE RESTRICT,
	CONSTRAINT fk_link_to_span FOREIGN KEY(to_span) REFERENCES span (id) ON DELETE RESTRICT
)
 STRICT;

CREATE TABLE stance (
	id TEXT NOT NULL,
	reading TEXT NOT NULL,
	holder TEXT,
	target TEXT,
	polarity TEXT NOT NULL,
	basis TEXT,
	hedged INTEGER DEFAULT '0' NOT NULL,
	strength INTEGER,
	quote TEXT,
	according_to TEXT,
	note TEXT DEFAULT '' NOT NULL,
	"key" TEXT,
	extra TEXT DEFAULT '{}' NOT NULL,
	CONSTRAINT pk_stance PRIMARY KEY (id),
	CONSTRAINT uq_stance_reading UNIQUE (reading, "key"),
	CONSTRAINT ck_stance_polarity CHECK (polarity IN ('favor', 'against', 'neutral', 'unclear')),
	CONSTRAINT ck_stance_basis CHECK (basis IN ('explicit', 'inferred')),
	CONSTRAINT ck_stance_hedged CHECK (hedged IN (0, 1)),
	CONSTRAINT ck_stance_strength CHECK (strength BETWEEN 1 AND 3),
	CONSTRAINT fk_stance_reading FOREIGN KEY(reading) REFERENCES reading (id) ON DELETE RESTRICT,
	CONSTRAINT fk_stance_holder FOREIGN KEY(holder) REFERENCES entity (id) ON DELETE RESTRICT,
	CONSTRAINT fk_stance_target FOREIGN KEY(target) REFERENCES target (id) ON DELETE RESTRICT,
	CONSTRAINT fk_stance_quote FOREIGN KEY(quote) REFERENCES span (id) ON DELETE RESTRICT,
	CONSTRAINT fk_stance_according_to FOREIGN KEY(according_to) REFERENCES span (id) ON DELETE RESTRICT
)
 STRICT;

CREATE TABLE utterance_member (
	utterance TEXT NOT NULL,
	position INTEGER NOT NULL,
	span TEXT NOT NULL,
	variant TEXT,
	CONSTRAINT pk_utterance_member PRIMARY KEY (utterance, position),
	CONSTRAINT fk_utterance_member_utterance FOREIGN KEY(utterance) REFERENCES utterance (id) ON DELETE CASCADE,
	CONSTRAINT fk_utterance_member_span FOREIGN KEY(span) REFERENCES span (id) ON DELETE RESTRICT
)
 STRICT;

CREATE TABLE stance_evidence (
	stance TEXT NOT NULL,
	position INTEGER NOT NULL,
	span TEXT NOT NULL,
	CONSTRAINT pk_stance_evidence PRIMARY KEY (stance, position),
	CONSTRAINT fk_stance_evidence_stance FOREIGN KEY(stance) REFERENCES stance (id) ON DELETE CASCADE,
	CONSTRAINT fk_stance_evidence_span FOREIGN KEY(span) REFERENCES span (id) ON DELETE RESTRICT
)
 STRICT;

CREATE INDEX ix_article_order ON article (source_name, sha256, imported_seq);

CREATE INDEX ix_article_sha256 ON article (sha256);

CREATE INDEX ix_change_annotator ON change (annotator, seq);

CREATE INDEX ix_entity_name ON entity (name, type);

CREATE INDEX ix_link_from_span ON link (from_span);

CREATE INDEX ix_link_reading ON link (reading);

CREATE INDEX ix_link_to_span ON link (to_span);

CREATE INDEX ix_reading_annotator ON reading (annotator);

CREATE INDEX ix_span_entity ON span (entity);

CREATE INDEX ix_span_reading ON span (reading);

CREATE INDEX ix_stance_according_to ON stance (according_to);

CREATE INDEX ix_stance_evidence_span ON stance_evidence (span);

CREATE INDEX ix_stance_holder ON stance (holder);

CREATE INDEX ix_stance_quote ON stance (quote);

CREATE INDEX ix_stance_reading ON stance (reading);

CREATE INDEX ix_stance_target ON stance (target);

CREATE INDEX ix_utterance_member_span ON utterance_member (span);

CREATE TRIGGER article_hash_is_immutable BEFORE UPDATE OF id, sha256, chars ON article BEGIN SELECT RAISE(ABORT, 'the text of an article never changes'); END;

CREATE TRIGGER article_text_is_immutable BEFORE UPDATE ON article_text BEGIN SELECT RAISE(ABORT, 'the text of an article never changes'); END;

CREATE TRIGGER change_is_append_only BEFORE UPDATE ON change BEGIN SELECT RAISE(ABORT, 'the change log is append only'); END;

CREATE TRIGGER change_is_kept BEFORE DELETE ON change BEGIN SELECT RAISE(ABORT, 'the change log is append only'); END;
