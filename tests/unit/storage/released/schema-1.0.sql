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
 STRICT

;
INSERT INTO "annotator" VALUES('01a20147-c43f-7000-85a6-ccad75743780','Anna 1','anna 1','human','0d61cfe3f35f76ed7fbaa88687a7609394f642b6530781e4b6ddb76c591a919d');
INSERT INTO "annotator" VALUES('01a20147-c43f-7001-bacc-1b6ea3a38627','Anna 2','anna 2','human','6502ceaa73e263dbb56318de1585850744f6110a4367f4b6825faa5458c923e1');
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
 STRICT

;
INSERT INTO "article" VALUES('01a20147-c44f-7000-86ad-01530dc9b462','a1','a65b932c513646cc147a27dd4ebd99f7aef24ad7260d46208f9083dd77b63aa9',304,'The bridge','','','','','','','','1.txt','The bridge','{}','{}',1,'e28055a83302c3ae2d75bea41f50b5acd36c95a268895824697ba58af31cdc35');
INSERT INTO "article" VALUES('01a20147-c468-7000-b264-b10274c12a37','a2','adb21f22e31504736bd569e1e99d8d4e4d19b217128fa65f13cf6fdbb084701d',304,'The bridge','','','','','','','','2.txt','The bridge','{}','{}',2,'d6b7eb98deb29ed1774b330b7871a63286d88ff639bdb00fb517fc509cd35548');
CREATE TABLE article_source (
	article TEXT NOT NULL, 
	media_type TEXT DEFAULT '' NOT NULL, 
	reader TEXT DEFAULT '' NOT NULL, 
	bytes BLOB NOT NULL, 
	CONSTRAINT pk_article_source PRIMARY KEY (article), 
	CONSTRAINT fk_article_source_article FOREIGN KEY(article) REFERENCES article (id) ON DELETE CASCADE
)
 STRICT

;
INSERT INTO "article_source" VALUES('01a20147-c44f-7000-86ad-01530dc9b462','text/plain','text',X'789C4D90314EC4400C45FB9CE21F208A444B171AA058441189DAC978B323867134E3DD55A8C209B66491401C800BD0D3728A5C008EC04C10128D1BFFFFFEB757344AC0A58B8CB340DE28BE5F8F13225903F1588937349E629E9E9B0D439C411BACE9197BEB1CA2D20819D857F3F45224D10D63433B8617DC89E711EB44B7197A78FC7A3F9449064D200D4C711B3894B8928F3787FAF361671D95D09C912517145AD9069CD33DAB72993B78D1B4B31123535832EBAE9360ACEF9371B135D6F09E9403AE256AF9775547CEF12F7870E4338CD238F676ADF3F494DD5E5A3163825645F3BF220C7BBB7849AB5437ABC0F96371905BAE8A3AA8ED1CE3A4FA01D6FC82CE');
INSERT INTO "article_source" VALUES('01a20147-c468-7000-b264-b10274c12a37','text/plain','text',X'789C4D90314EC4400C45FB9CE21F204A4149171AA058441189DAC978B323867134E3DD55A8C209B66491401C800BD0D3728A5C008EC04C10128D1BFFFFFEB757344AC0A58B8CB340DE28BE5F8F13225903F1588937349E629E9E9B0D439C411BACE9197BEB1CA2D20819D857F3F45224D10D63433B8617DC89E711EB44B7197A78FC7A3F9449064D200D4C711B3894B8928F3787FAF361671D95D09C912517145AD9069CD33DAB72993B78D1B4B31123535832EBAE9360ACEF9371B135D6F09E9403AE256AF9775547CEF12F7870E4338CD238F676ADF3F494DD5E5A3163825645F3BF220C7BBB7849AB5437ABC0F96371905BAE8A3AA8ED1CE3A4FA01D6FE82CF');
CREATE TABLE article_text (
	article TEXT NOT NULL, 
	text TEXT NOT NULL, 
	CONSTRAINT pk_article_text PRIMARY KEY (article), 
	CONSTRAINT fk_article_text_article FOREIGN KEY(article) REFERENCES article (id) ON DELETE CASCADE
)
 STRICT

;
INSERT INTO "article_text" VALUES('01a20147-c44f-7000-86ad-01530dc9b462','Mayor Ilse Brandt 😀 said on Monday: “The old bridge will stay open.”
“We have no money for it 🏗️,” the treasurer, Noël Ávila, told the Harbour Gazette, “not this year.”
According to the Tidewater Post, Brandt called the plan “a ‘gift’ to nobody”.
The treasurer denied that. Nobody else spoke.
Article 1.');
INSERT INTO "article_text" VALUES('01a20147-c468-7000-b264-b10274c12a37','Mayor Ilse Brandt 😀 said on Monday: “The old bridge will stay open.”
“We have no money for it 🏗️,” the treasurer, Noël Ávila, told the Harbour Gazette, “not this year.”
According to the Tidewater Post, Brandt called the plan “a ‘gift’ to nobody”.
The treasurer denied that. Nobody else spoke.
Article 2.');
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
 STRICT

;
INSERT INTO "change" VALUES(1,'01a20147-c4a9-7000-9e3f-19a78115a7e7','2026-11-22T03:23:30.345+00:00','01a20147-c43f-7000-85a6-ccad75743780','','','01a20147-c44f-7000-86ad-01530dc9b462','note','[["reading/01a20147-c458-7006-9116-c1588255f4a2/",{"annotator":"01a20147-c43f-7000-85a6-ccad75743780","article":"01a20147-c44f-7000-86ad-01530dc9b462","extra":{"split":"dev"},"id":"01a20147-c458-7006-9116-c1588255f4a2","note":"read twice","scheme":"attribution-v1","seconds":12.5,"state":"done"}]]','[["reading/01a20147-c458-7006-9116-c1588255f4a2/",{"annotator":"01a20147-c43f-7000-85a6-ccad75743780","article":"01a20147-c44f-7000-86ad-01530dc9b462","extra":{"split":"dev"},"id":"01a20147-c458-7006-9116-c1588255f4a2","note":"noted d5db 😀","scheme":"attribution-v1","seconds":12.5,"state":"done"}]]','{"before":{}}',1,NULL,'8d9e118bad7d5771a1676be4d500b1684de01a47b54b019748bd2b3f946d67b6');
INSERT INTO "change" VALUES(2,'01a20147-c4d6-7000-875d-3dea6c5e71b7','2026-11-22T03:23:30.390+00:00','01a20147-c43f-7001-bacc-1b6ea3a38627','','','01a20147-c44f-7000-86ad-01530dc9b462','note','[["reading/01a20147-c464-7003-b19f-da7d0165ea9d/",{"annotator":"01a20147-c43f-7001-bacc-1b6ea3a38627","article":"01a20147-c44f-7000-86ad-01530dc9b462","extra":{"split":"dev"},"id":"01a20147-c464-7003-b19f-da7d0165ea9d","note":"read twice","scheme":"attribution-v1","seconds":12.5,"state":"done"}]]','[["reading/01a20147-c464-7003-b19f-da7d0165ea9d/",{"annotator":"01a20147-c43f-7001-bacc-1b6ea3a38627","article":"01a20147-c44f-7000-86ad-01530dc9b462","extra":{"split":"dev"},"id":"01a20147-c464-7003-b19f-da7d0165ea9d","note":"noted a57d 😀","scheme":"attribution-v1","seconds":12.5,"state":"done"}]]','{"before":{}}',1,NULL,'9111b023400e6a9c0c7df0710f6203ccfbc0172abe00ea57f6f4968589c7d5ad');
INSERT INTO "change" VALUES(3,'01a20147-c4f2-7000-9f23-37ff5992820d','2026-11-22T03:23:30.418+00:00','01a20147-c43f-7000-85a6-ccad75743780','','','01a20147-c468-7000-b264-b10274c12a37','note','[["reading/01a20147-c469-7006-a91d-5cf639453f7a/",{"annotator":"01a20147-c43f-7000-85a6-ccad75743780","article":"01a20147-c468-7000-b264-b10274c12a37","extra":{"split":"dev"},"id":"01a20147-c469-7006-a91d-5cf639453f7a","note":"read twice","scheme":"attribution-v1","seconds":12.5,"state":"done"}]]','[["reading/01a20147-c469-7006-a91d-5cf639453f7a/",{"annotator":"01a20147-c43f-7000-85a6-ccad75743780","article":"01a20147-c468-7000-b264-b10274c12a37","extra":{"split":"dev"},"id":"01a20147-c469-7006-a91d-5cf639453f7a","note":"noted ce3a 😀","scheme":"attribution-v1","seconds":12.5,"state":"done"}]]','{"before":{}}',1,NULL,'1e7db6edae03f7f01fc006bd3b32f86883a86bf31f5e0eedbffb5972b5648f96');
INSERT INTO "change" VALUES(4,'01a20147-c50e-7000-8696-a85c7f2d2960','2026-11-22T03:23:30.446+00:00','01a20147-c43f-7001-bacc-1b6ea3a38627','','','01a20147-c468-7000-b264-b10274c12a37','note','[["reading/01a20147-c46a-7006-8e43-e5c57fd75246/",{"annotator":"01a20147-c43f-7001-bacc-1b6ea3a38627","article":"01a20147-c468-7000-b264-b10274c12a37","extra":{"split":"dev"},"id":"01a20147-c46a-7006-8e43-e5c57fd75246","note":"read twice","scheme":"attribution-v1","seconds":12.5,"state":"done"}]]','[["reading/01a20147-c46a-7006-8e43-e5c57fd75246/",{"annotator":"01a20147-c43f-7001-bacc-1b6ea3a38627","article":"01a20147-c468-7000-b264-b10274c12a37","extra":{"split":"dev"},"id":"01a20147-c46a-7006-8e43-e5c57fd75246","note":"noted 1233 😀","scheme":"attribution-v1","seconds":12.5,"state":"done"}]]','{"before":{}}',1,NULL,'35a170932aa151a3baabfc5a7a22b3e7a79194d2c0854f9edad6d697175f0608');
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
 STRICT

;
INSERT INTO "entity" VALUES('01a20147-c3f0-7000-8336-2543e2e2b498',NULL,'AUTHOR','author',NULL,'',NULL,'{}','6f74f811da9e10b505a039c6132f45b53de66c84f36be567bd221d43831ef19f');
INSERT INTO "entity" VALUES('01a20147-c3f0-7001-b620-f814b3885f51',NULL,'IMPLICIT','implicit',NULL,'',NULL,'{}','c51fb2900d0266901975ff53e39a4dd72d55284654cb0dc07078976313c47db2');
INSERT INTO "entity" VALUES('01a20147-c43f-7002-8320-2074f59c7686','e1','Noël Ávila','person','Q7','invented',NULL,'{"k":"v"}','772290af46df96d67cc596b753b82f5f85a993befbd866cae3cbd68c9d308987');
CREATE TABLE entity_alias (
	entity TEXT NOT NULL, 
	position INTEGER NOT NULL, 
	alias TEXT NOT NULL, 
	CONSTRAINT pk_entity_alias PRIMARY KEY (entity, position), 
	CONSTRAINT fk_entity_alias_entity FOREIGN KEY(entity) REFERENCES entity (id) ON DELETE CASCADE
)
 STRICT

;
INSERT INTO "entity_alias" VALUES('01a20147-c43f-7002-8320-2074f59c7686',0,'the treasurer');
INSERT INTO "entity_alias" VALUES('01a20147-c43f-7002-8320-2074f59c7686',1,'Ávila');
CREATE TABLE fragment (
	span TEXT NOT NULL, 
	position INTEGER NOT NULL, 
	start INTEGER NOT NULL, 
	"end" INTEGER NOT NULL, 
	CONSTRAINT pk_fragment PRIMARY KEY (span, position), 
	CONSTRAINT ck_fragment_order CHECK (start >= 0 AND "end" > start), 
	CONSTRAINT fk_fragment_span FOREIGN KEY(span) REFERENCES span (id) ON DELETE CASCADE
)
 STRICT

;
INSERT INTO "fragment" VALUES('01a20147-c458-7000-acf5-2ef4f2c6c4d1',0,69,98);
INSERT INTO "fragment" VALUES('01a20147-c458-7000-acf5-2ef4f2c6c4d1',1,153,169);
INSERT INTO "fragment" VALUES('01a20147-c458-7001-bb17-23b352fcee05',0,99,125);
INSERT INTO "fragment" VALUES('01a20147-c458-7002-868a-2639d604a01d',0,127,131);
INSERT INTO "fragment" VALUES('01a20147-c463-7000-ae82-fcb78974eaa8',0,69,98);
INSERT INTO "fragment" VALUES('01a20147-c463-7000-ae82-fcb78974eaa8',1,153,169);
INSERT INTO "fragment" VALUES('01a20147-c463-7001-9103-840a3d03d8e4',0,99,125);
INSERT INTO "fragment" VALUES('01a20147-c463-7002-8e9c-f67da4116bfb',0,127,131);
INSERT INTO "fragment" VALUES('01a20147-c469-7000-9099-03bf4e51a6fe',0,69,98);
INSERT INTO "fragment" VALUES('01a20147-c469-7000-9099-03bf4e51a6fe',1,153,169);
INSERT INTO "fragment" VALUES('01a20147-c469-7001-9ee5-688d4e6b1225',0,99,125);
INSERT INTO "fragment" VALUES('01a20147-c469-7002-a52f-a7a6b3b73648',0,127,131);
INSERT INTO "fragment" VALUES('01a20147-c46a-7000-abce-b485e2a7d950',0,69,98);
INSERT INTO "fragment" VALUES('01a20147-c46a-7000-abce-b485e2a7d950',1,153,169);
INSERT INTO "fragment" VALUES('01a20147-c46a-7001-9750-8c67c31c3555',0,99,125);
INSERT INTO "fragment" VALUES('01a20147-c46a-7002-a597-3ba1ab63fe15',0,127,131);
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
 STRICT

;
INSERT INTO "link" VALUES('01a20147-c458-7003-ab23-4228a76754cc','01a20147-c458-7006-9116-c1588255f4a2','speaker','01a20147-c458-7000-acf5-2ef4f2c6c4d1','01a20147-c458-7001-bb17-23b352fcee05',0,'{}','{"by":"hand"}');
INSERT INTO "link" VALUES('01a20147-c458-7004-b434-aa0745fa02f5','01a20147-c458-7006-9116-c1588255f4a2','cue','01a20147-c458-7000-acf5-2ef4f2c6c4d1','01a20147-c458-7002-868a-2639d604a01d',0,'{}','{}');
INSERT INTO "link" VALUES('01a20147-c464-7000-8369-59cf0da7e1c8','01a20147-c464-7003-b19f-da7d0165ea9d','speaker','01a20147-c463-7000-ae82-fcb78974eaa8','01a20147-c463-7001-9103-840a3d03d8e4',0,'{}','{"by":"hand"}');
INSERT INTO "link" VALUES('01a20147-c464-7001-a537-791698252cf9','01a20147-c464-7003-b19f-da7d0165ea9d','cue','01a20147-c463-7000-ae82-fcb78974eaa8','01a20147-c463-7002-8e9c-f67da4116bfb',0,'{}','{}');
INSERT INTO "link" VALUES('01a20147-c469-7003-8b72-99f430043290','01a20147-c469-7006-a91d-5cf639453f7a','speaker','01a20147-c469-7000-9099-03bf4e51a6fe','01a20147-c469-7001-9ee5-688d4e6b1225',0,'{}','{"by":"hand"}');
INSERT INTO "link" VALUES('01a20147-c469-7004-918c-3e650e8989c9','01a20147-c469-7006-a91d-5cf639453f7a','cue','01a20147-c469-7000-9099-03bf4e51a6fe','01a20147-c469-7002-a52f-a7a6b3b73648',0,'{}','{}');
INSERT INTO "link" VALUES('01a20147-c46a-7003-b5cd-9e43000d03b3','01a20147-c46a-7006-8e43-e5c57fd75246','speaker','01a20147-c46a-7000-abce-b485e2a7d950','01a20147-c46a-7001-9750-8c67c31c3555',0,'{}','{"by":"hand"}');
INSERT INTO "link" VALUES('01a20147-c46a-7004-aebc-ffb8cb54bcf1','01a20147-c46a-7006-8e43-e5c57fd75246','cue','01a20147-c46a-7000-abce-b485e2a7d950','01a20147-c46a-7002-a597-3ba1ab63fe15',0,'{}','{}');
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
 STRICT

;
INSERT INTO "reading" VALUES('01a20147-c458-7006-9116-c1588255f4a2','01a20147-c44f-7000-86ad-01530dc9b462','01a20147-c43f-7000-85a6-ccad75743780','attribution-v1','done',12.5,'noted d5db 😀',2,'9d62d9ab4c2279f2213b3c86c889b4f32417df3c053a035b3f1f684b66eaccba','{"split":"dev"}');
INSERT INTO "reading" VALUES('01a20147-c464-7003-b19f-da7d0165ea9d','01a20147-c44f-7000-86ad-01530dc9b462','01a20147-c43f-7001-bacc-1b6ea3a38627','attribution-v1','done',12.5,'noted a57d 😀',2,'31efa58e70b068fb0988375ca28a44b45d9080ee1a984b54f4440fd30e21ed47','{"split":"dev"}');
INSERT INTO "reading" VALUES('01a20147-c469-7006-a91d-5cf639453f7a','01a20147-c468-7000-b264-b10274c12a37','01a20147-c43f-7000-85a6-ccad75743780','attribution-v1','done',12.5,'noted ce3a 😀',2,'d319c8c13bc62ebd32fada51280ce9b3728dce71002742c4149bac99e99aaed9','{"split":"dev"}');
INSERT INTO "reading" VALUES('01a20147-c46a-7006-8e43-e5c57fd75246','01a20147-c468-7000-b264-b10274c12a37','01a20147-c43f-7001-bacc-1b6ea3a38627','attribution-v1','done',12.5,'noted 1233 😀',2,'c45c97d7468c7f8c67bd67f54e6d1f8523eddd7e54f697e1c113247fb8910343','{"split":"dev"}');
CREATE TABLE scheme (
	id TEXT NOT NULL, 
	name TEXT NOT NULL, 
	version INTEGER NOT NULL, 
	body TEXT NOT NULL, 
	sha256 TEXT NOT NULL, 
	CONSTRAINT pk_scheme PRIMARY KEY (id), 
	CONSTRAINT uq_scheme_name UNIQUE (name, version)
)
 STRICT

;
INSERT INTO "scheme" VALUES('01a20147-c3ef-7000-b0ed-97dff4a9f63a','attribution-v1',1,'{"chain":"document-scope sources (else meta.agency, else AUTHOR), then for each quote from the outermost parent inwards its via entities in order, then its speakers; equal neighbours collapse","end":"exclusive","entity":{"builtin":["AUTHOR","IMPLICIT"],"fields":["name","aliases","external_id","note"],"type":["person","organisation","group","media","agency","author","implicit"]},"guideline":[{"counter_example":"Orla said [the locks would open in May] and the tolls would follow.","example":"Orla said [the locks would open in May and the tolls would follow].","id":"Q-1","label":"quote","text":"Mark what is attributed, in full: every word the speaker answers for, however long. In the examples brackets enclose the words to mark and a bar separates two spans."},{"counter_example":"“[The locks open in May],” Orla said.","example":"[“The locks open in May,”] Orla said.","id":"Q-2","label":"quote","text":"Quotation marks belong to the quote, with all punctuation inside them."},{"counter_example":"Orla said that [the locks would open in May.]","example":"Orla said [that the locks would open in May].","id":"Q-3","label":"quote","text":"For indirect and mixed quotes include the introducing “that”, “to” or “whether”. Leave out a sentence-final stop that stands outside the marks."},{"counter_example":"Orla said [that “the locks open in May.”]","example":"Orla said that [“the locks open in May.”]","id":"Q-4","label":"quote","text":"When only a complementiser stands outside the marks, the quote is direct and the complementiser is left out."},{"counter_example":"“The locks are ready,” Orla said. [“The ships are not.”] (as a second quote)","example":"[“The locks are ready,”] Orla said. [“The ships are not.”] (one quote)","id":"Q-5","label":"quote","text":"When the reporting clause interrupts the quote, make one quote with two fragments; the reporting clause belongs to neither."},{"counter_example":"Orla told the hearing: [“We asked in March.] ¶ [“We asked again in May.”]","example":"Orla told the hearing: [“We asked in March. ¶ “We asked again in May.”]","id":"Q-6","label":"quote","text":"A quotation that runs over several paragraphs is one quote in one fragment, with its line breaks and its repeated opening marks."},{"counter_example":"The locks open in May,[”] Orla said.","example":"[The locks open in May,”] Orla said.","id":"Q-7","label":"quote","text":"When an opening mark is missing, start where the sentence starts; when the closing mark is missing, end where the quoted sentence ends. Never repair the text."},{"counter_example":"Under the banner [“Two Shores”] she said the locks would open.","example":"Under the banner “Two Shores” she said [the locks would open].","id":"Q-8","label":"quote","text":"Titles, names of things, scare quotes, mottos and slogans on banners are not quotes, even inside marks."},{"counter_example":"Orla sent [a blunt message] to skippers, saying [they would be towed].","example":"Orla sent a blunt message to skippers, saying [they would be towed].","id":"Q-9","label":"quote","text":"A speech noun that only announces what follows (“sent a blunt message to X, saying ...”) is no quote of its own: there is one quote, and its cue is “saying”. If the noun brings a topic of its own, there are two quotes."},{"counter_example":"Orla said [the locks would open “in May.”] (direct)","example":"[“The locks open in May,”] Orla said. (direct)","id":"Y-1","label":"quote","text":"direct: all words of the quote stand inside marks, in whatever glyphs the language uses. A missing or wrong mark does not change the type."},{"counter_example":"Orla said the locks would open [“in May”] and [“not a day later.”]","example":"Orla said [the locks would open “in May” and “not a day later.”]","id":"Y-2","label":"quote","text":"mixed: some words of the quote stand inside marks and some outside, in one part or several."},{"counter_example":"Orla rejected [the toll]. (indirect)","example":"Orla called [the toll a tax on patience].","id":"Y-3","label":"quote","text":"indirect: a paraphrased clause, finite or small, without marks."},{"counter_example":"Orla said [the toll was wrong]. (reported)","example":"Orla rejected | [the toll]. The guild threatened | [to strike].","id":"Y-4","label":"quote","text":"reported: only the act and its topic are told; the topic is the quote: a noun phrase, or an infinitive after a verb such as promise, threaten, offer."},{"counter_example":"Orla said the toll [might] rise. (asserted: the doubt is hers, see T-8)","example":"Orla [appeared to reject] the toll. (hedged)","id":"Y-5","label":"quote","text":"Status is the author’s, and is read off the reporting clause: hedged when the author doubts that it was said (“appeared to reject”, “reportedly”), negated when it was not said (“has not said”), hypothetical when it has not been said yet (“if they say”). Otherwise asserted."},{"counter_example":"Orla said | [the trawlers would stay]. (speech)","example":"Orla privately hoped | [the trawlers would stay]. (thought)","id":"Y-6","label":"quote","text":"Medium: choose speech, writing or thought only when the cue or the source says so; “said” and “told” stay unspecified."},{"counter_example":"Orla also seemed to [brush off] the toll.","example":"Orla [also seemed to brush off] the toll.","id":"C-1","label":"cue","text":"Mark the whole verb group with its auxiliaries, negation, particle and the adverbs in front of the object or clause."},{"counter_example":"The ministry’s assurance [that] nothing will change.","example":"Orla[:] Tolls ‘Will Rise’. The ministry’s [assurance] that nothing will change.","id":"C-2","label":"cue","text":"A cue may also be a noun, a preposition or a colon."},{"counter_example":"Karsund [declined] the invitation [outright].","example":"Karsund [declined] the invitation outright.","id":"C-3","label":"cue","text":"An adverb after the object stays out of the cue; it may be evidence of the stance."},{"counter_example":"[renewed] | her offer to meet; [rejected the offer] | to meet","example":"[renewed her offer] | to meet; [rejected] | the offer to meet","id":"C-4","label":"cue","text":"A speech noun belongs to the cue when the verb in front of it adds no position of its own (repeat, renew, issue, make); it belongs to the quote when the verb is itself the act (reject, deny, welcome)."},{"counter_example":"Orla [also renewed her – twice refused – invitation] to meet.","example":"Orla [also renewed her] – twice refused – [invitation] to meet.","id":"C-5","label":"cue","text":"When other words break the cue, give it two fragments and leave those words out."},{"counter_example":"Bram [mends] a net. “Nobody asked the eels.”","example":"Bram mends a net. “Nobody asked the eels.” (no cue)","id":"C-6","label":"cue","text":"No word of reporting, no cue: a gesture beside a quotation is not one. Leave the slot empty."},{"counter_example":"[Harbour master Piet, who is sixty,] says the lock will open.","example":"[Harbour master Piet], who is sixty, says the lock will open.","id":"S-1","label":"speaker","text":"Mark the mention nearest to the cue, with its title, without a relative clause or a trailing apposition. A possessive is marked without its ’s."},{"counter_example":"“Any deck would do,” [he] said. (entity: a name looked up elsewhere)","example":"The minister arrived late. “Any deck would do,” [he] said. (entity: the foreign minister)","id":"S-2","label":"speaker","text":"A pronoun is a mention; the entity says who it is. If the text never names the person, the entity is named by the description: never import a name the text does not give."},{"counter_example":"[Piet and Mette] agree that the lock will open.","example":"[Piet] and [Mette] agree that the lock will open.","id":"S-3","label":"speaker","text":"One mention may serve several quotes, and one quote may have several speakers, each marked on its own."},{"counter_example":"[It] is being whispered that the dinner is off.","example":"It is being whispered | [that the dinner is off]. (IMPLICIT)","id":"S-4","label":"speaker","text":"Without a mention, give the quote itself the entity when the context makes it certain, else IMPLICIT."},{"counter_example":"The boats left [Karsund] at dawn.","example":"[Karsund] declined the invitation. (Government of Mereth)","id":"S-5","label":"speaker","text":"A place or building used for its government or body is a metonym of that body; used for the place it is no speaker."},{"counter_example":"Orla told [the Evening Packet] that the locks would open.","example":"Orla told [a shipping congress] that the locks would open.","id":"D-1","label":"addressee","text":"Mark to whom the words are addressed, when the text says so, without the preposition. An outlet that was told something is a source (O-7)."},{"counter_example":"According to [Orla], the toll is wrong. (she is the speaker)","example":"[According to] | [the Ledger], Orla rejected the toll.","id":"O-1","label":"source","text":"Mark the outlet, agency or document through which the statement reached the author, and link its own cue (“according to”, “reported”) as relay cue. It holds for its sentence."},{"counter_example":"Orla said the toll would rise, [the Ledger] reported. (speaker)","example":"Orla said the toll would rise, [the Ledger] reported. (source)","id":"O-2","label":"source","text":"A trailing “the Ledger reported” names a source, not the speaker."},{"counter_example":"According to [the Ledger], she declined. ¶ She said it was late. (inherited)","example":"According to [the Ledger], she declined. She said it was late. (inherited)","id":"O-3","label":"source","text":"A source is inherited by a following sentence of the same paragraph when it reports the same speaker, names no source of its own and is not quoted first hand. A new paragraph, a new speaker or a direct quotation ends it."},{"counter_example":"“Any deck would do,” he said. [(MPS)]","example":"“Any deck would do,” he said. ([MPS])","id":"O-4","label":"source","text":"A bracketed agency credit at the end of an article has the role agency_credit and the scope document, is linked to no quote, and stands first in every chain. Leave out the brackets."},{"counter_example":"the weekly [Tidemark] (2) wrote, citing [Radio Vessen] (1)","example":"the weekly [Tidemark] (1) wrote, citing [Radio Vessen] (2)","id":"O-5","label":"source","text":"Order the sources from the author inwards: the outlet the author read comes first, the one that outlet cites comes after it."},{"counter_example":"[The report] says the gates are old. (source)","example":"In [a letter], three keepers write that the gates are old.","id":"O-6","label":"source","text":"A letter, report, post or notice is a source with the role document when the text also names who speaks in it; if it does not, the document is the speaker, as a description."},{"counter_example":"“We wait,” Zoë tells [Radio Vessen]. (addressee)","example":"“We wait,” Zoë tells [Radio Vessen]. (source)","id":"O-7","label":"source","text":"An outlet to which the speaker spoke (“told Radio Vessen”) is a source: the words reached the author through it. It needs no relay cue."},{"counter_example":"According to two [officials who asked not to be named], he laughed.","example":"According to [two officials] who asked not to be named, he laughed.","id":"O-8","label":"source","text":"People who pass on the words of others without being named are a source with the role anonymous; the relative clause stays out."},{"counter_example":"The minister recalled [that the league had threatened] [to leave].","example":"The minister recalled [that the league had threatened [to leave]].","id":"N-1","label":"quote","text":"A quote inside a quote that has a speaker of its own is nested: all of it lies inside one fragment of the outer quote. The outer speaker alone answers for the outer quote."},{"counter_example":"“If they tell us: ‘wait’, we shall wait.” (nothing nested)","example":"“If they tell us: [‘wait’], we shall wait.” (hypothetical, IMPLICIT)","id":"N-2","label":"quote","text":"“If they tell us: ...” holds a hypothetical quote. When nobody in particular is meant, its speaker is IMPLICIT."},{"counter_example":"“If they tell us: ’[wait]’, we shall wait.”","example":"“If they tell us: [’wait’], we shall wait.”","id":"N-3","label":"quote","text":"A wrong glyph counts as the mark it stands for; the quote includes it."},{"counter_example":"Orla said the vote is on 1 July. (neutral on the toll)","example":"“I am for the barrage and against the toll.” (two records)","id":"T-1","label":"stance","text":"Make one record per holder and target that the passage supports. Take the target from the project’s list; a passage that takes no position gets no record."},{"counter_example":"“If they ask, the sea is [no place] for talks.”","example":"“If they ask, [the sea is no place for talks].”","id":"T-2","label":"stance","text":"Evidence is the smallest whole clause that carries the position; when that is all of it, the quote itself is the evidence."},{"counter_example":"“[It will keep the school open.]” (explicit)","example":"“[I am for the barrage.]” (explicit)","id":"T-3","label":"stance","text":"Basis is explicit when the wording takes the position, inferred when it only follows from it."},{"counter_example":"“[Karsund wants an end to this],” Orla said. (holder: Orla)","example":"“[Karsund wants an end to this],” Orla said. (holder: Karsund, according to Orla’s quote)","id":"T-4","label":"stance","text":"When a speaker says what somebody else wants, the holder is that somebody, and according_to is the quote."},{"counter_example":"Orla [said] the rooms were ready. (AUTHOR doubts)","example":"[It is a triumph of optimism over arithmetic]. (AUTHOR)","id":"T-5","label":"stance","text":"A position in the author’s own words has the holder AUTHOR and rests on no quote; a doubting cue such as “claiming” is AUTHOR’s, inferred and hedged, and rests on the quote it reports."},{"counter_example":"The mayor voted for the barrage and calls it “the ugliest thing in the bay.” (unclear)","example":"The mayor [voted for the barrage] and [calls it “the ugliest thing in the bay.”] (favor; against)","id":"T-6","label":"stance","text":"One speaker may hold opposite stances to one target in one article: keep both, each with its evidence."},{"counter_example":"[her remarks about the barrage] (against)","example":"[unease in Karsund about the barrage] (against)","id":"T-7","label":"stance","text":"A noun carries a stance when it is itself a valuation and its holder and target stand in the sentence (“unease in Karsund about the barrage”). “Offer” and “proposal” favour what is offered, for the one who makes them; “remarks”, “comments” and “statement” carry none."},{"counter_example":"Orla [reportedly] called the toll a mistake. (hedged, status asserted)","example":"“The toll [might] be a mistake,” Orla said. (hedged, status asserted)","id":"T-8","label":"stance","text":"hedged is about the position: set it when it is put forward with reserve, by the holder (“might”, “perhaps”) or by the author who reads it there (“seems to rule out”). The author’s doubt whether the words were said is the quote’s status as well (Y-5)."},{"counter_example":"Karsund [declined the invitation]. (3)","example":"Karsund [declined the invitation outright]. (3)","id":"T-9","label":"stance","text":"Strength: 1 for a partial, conditional or passing position; 2 for a plain one; 3 when the wording raises it, by a threat, an insult, an absolute (“never”, “outright”) or repetition. Without such a word choose 2; an inferred stance is 1 or 2 unless its wording is extreme."},{"counter_example":"“They will see about the toll,” Orla said. (neutral)","example":"“We have no view on the toll,” Orla said. (neutral)","id":"T-10","label":"stance","text":"neutral: the passage says that the holder takes no side, or weighs both. unclear: it takes a side, and one cannot tell which."},{"counter_example":"“towed like driftwood” on Thursday and “we shall tow them” a week later","example":"“towed like driftwood” and “hauled off like driftwood”, both from Thursday’s speech","id":"U-1","label":"quote","text":"Quotes report the same utterance when they go back to the same words on the same occasion, in one article or several. The same opinion on another day is another utterance."},{"counter_example":"that they would be towed away “like driftwood.” (verbatim)","example":"that they would be towed away “like driftwood.” (partial)","id":"U-2","label":"quote","text":"Variant: verbatim repeats the words; translation gives them in another language, or retranslated; partial keeps some of them in marks; paraphrase keeps the content only. Leave it empty when you cannot tell."}],"labels":[{"attributes":{"entity":"entity_ref, only without a speaker link","medium":["unspecified","speech","writing","thought"],"status":["asserted","hedged","negated","hypothetical"],"type":["direct","indirect","mixed","reported"],"uncertain":["no","yes"]},"defaults":{"medium":"unspecified","status":"asserted","uncertain":"no"},"derived":{"direct_parts":"ranges","level":"int","marks":["balanced","missing_open","missing_close","wrong_glyph","none"]},"display":"Quote","fragments":true,"key":"q","name":"quote"},{"attributes":{"entity":"entity_ref","mention_type":["name","description","pronoun","metonym"]},"display":"Speaker","fragments":true,"key":"s","name":"speaker"},{"attributes":{"entity":"entity_ref","scope":["sentence","document"],"source_role":["relay_outlet","agency_credit","document","anonymous"]},"defaults":{"scope":"sentence","source_role":"relay_outlet"},"display":"Source","fragments":true,"key":"o","name":"source"},{"attributes":{},"display":"Cue","fragments":true,"key":"c","name":"cue"},{"attributes":{},"display":"Stance","fragments":true,"key":"t","name":"stance"},{"attributes":{"entity":"entity_ref"},"default_hidden":true,"display":"Addressee","fragments":true,"key":"d","name":"addressee"}],"links":[{"from":"quote","max":null,"min":0,"name":"speaker","to":["speaker"]},{"from":"quote","max":1,"min":0,"name":"cue","to":["cue"]},{"attributes":{"inherited":["no","yes"]},"defaults":{"inherited":"no"},"from":"quote","max":null,"min":0,"name":"via","ordered":true,"to":["source"]},{"from":"source","max":1,"min":0,"name":"relay_cue","to":["cue"]},{"constraint":"child range inside parent range","from":"quote","max":1,"min":0,"name":"nested_in","to":["quote"]},{"from":"quote","max":1,"min":0,"name":"addressee","to":["addressee"]}],"name":"attribution-v1","nesting":true,"offset_unit":"code_point","optional_types":["free_indirect"],"overlap":true,"profiles":{"core":{"default":true,"stance_fields":["target","polarity"]},"full":{},"guardian":{"bare_cue":true,"labels":["quote","speaker","cue"],"nesting":false,"quote":"inside_marks_only"},"polnear":{"cue_fragments":false,"labels":["quote","speaker","cue"],"nesting":false,"overlap":false}},"stance_record":{"according_to":"quote_ref?","basis":["explicit","inferred"],"evidence":"span_refs","hedged":[false,true],"holder":"entity_ref","polarity":["favor","against","neutral","unclear"],"quote":"quote_ref?","strength":[1,2,3],"target":"target_ref"},"utterance":{"members":"quotes, each with a variant","variant":["verbatim","translation","partial","paraphrase",null]},"version":1}','27acf1e809a00a8d90cdf6c9f406f4d467a192d2cbd3241d3a244da1cb302e09');
CREATE TABLE setting (
	name TEXT NOT NULL, 
	value TEXT DEFAULT '' NOT NULL, 
	CONSTRAINT pk_setting PRIMARY KEY (name)
)
 STRICT

;
INSERT INTO "setting" VALUES('project','01a20147-c3ed-7000-9fdb-fd36545eecff');
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
 STRICT

;
INSERT INTO "span" VALUES('01a20147-c458-7000-acf5-2ef4f2c6c4d1','01a20147-c458-7006-9116-c1588255f4a2','quote',NULL,'{"status":"asserted","type":"direct"}','imported','broken in two 😀','q1','{"z":1,"a":[true,null,"😀"]}');
INSERT INTO "span" VALUES('01a20147-c458-7001-bb17-23b352fcee05','01a20147-c458-7006-9116-c1588255f4a2','speaker','01a20147-c43f-7002-8320-2074f59c7686','{"mention_type":"name"}','human','',NULL,'{}');
INSERT INTO "span" VALUES('01a20147-c458-7002-868a-2639d604a01d','01a20147-c458-7006-9116-c1588255f4a2','cue',NULL,'{}','human','',NULL,'{}');
INSERT INTO "span" VALUES('01a20147-c463-7000-ae82-fcb78974eaa8','01a20147-c464-7003-b19f-da7d0165ea9d','quote',NULL,'{"status":"asserted","type":"direct"}','imported','broken in two 😀','q1','{"z":1,"a":[true,null,"😀"]}');
INSERT INTO "span" VALUES('01a20147-c463-7001-9103-840a3d03d8e4','01a20147-c464-7003-b19f-da7d0165ea9d','speaker','01a20147-c43f-7002-8320-2074f59c7686','{"mention_type":"name"}','human','',NULL,'{}');
INSERT INTO "span" VALUES('01a20147-c463-7002-8e9c-f67da4116bfb','01a20147-c464-7003-b19f-da7d0165ea9d','cue',NULL,'{}','human','',NULL,'{}');
INSERT INTO "span" VALUES('01a20147-c469-7000-9099-03bf4e51a6fe','01a20147-c469-7006-a91d-5cf639453f7a','quote',NULL,'{"status":"asserted","type":"direct"}','imported','broken in two 😀','q1','{"z":1,"a":[true,null,"😀"]}');
INSERT INTO "span" VALUES('01a20147-c469-7001-9ee5-688d4e6b1225','01a20147-c469-7006-a91d-5cf639453f7a','speaker','01a20147-c43f-7002-8320-2074f59c7686','{"mention_type":"name"}','human','',NULL,'{}');
INSERT INTO "span" VALUES('01a20147-c469-7002-a52f-a7a6b3b73648','01a20147-c469-7006-a91d-5cf639453f7a','cue',NULL,'{}','human','',NULL,'{}');
INSERT INTO "span" VALUES('01a20147-c46a-7000-abce-b485e2a7d950','01a20147-c46a-7006-8e43-e5c57fd75246','quote',NULL,'{"status":"asserted","type":"direct"}','imported','broken in two 😀','q1','{"z":1,"a":[true,null,"😀"]}');
INSERT INTO "span" VALUES('01a20147-c46a-7001-9750-8c67c31c3555','01a20147-c46a-7006-8e43-e5c57fd75246','speaker','01a20147-c43f-7002-8320-2074f59c7686','{"mention_type":"name"}','human','',NULL,'{}');
INSERT INTO "span" VALUES('01a20147-c46a-7002-a597-3ba1ab63fe15','01a20147-c46a-7006-8e43-e5c57fd75246','cue',NULL,'{}','human','',NULL,'{}');
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
 STRICT

;
INSERT INTO "stance" VALUES('01a20147-c458-7005-8fb0-28acdffafdd6','01a20147-c458-7006-9116-c1588255f4a2','01a20147-c43f-7002-8320-2074f59c7686','01a20147-c43f-7003-9e34-5fa995f3035e','against','explicit',1,2,'01a20147-c458-7000-acf5-2ef4f2c6c4d1','01a20147-c458-7000-acf5-2ef4f2c6c4d1','','t1','{"x":2}');
INSERT INTO "stance" VALUES('01a20147-c464-7002-b1d0-1f8bdb7553e8','01a20147-c464-7003-b19f-da7d0165ea9d','01a20147-c43f-7002-8320-2074f59c7686','01a20147-c43f-7003-9e34-5fa995f3035e','against','explicit',1,2,'01a20147-c463-7000-ae82-fcb78974eaa8','01a20147-c463-7000-ae82-fcb78974eaa8','','t1','{"x":2}');
INSERT INTO "stance" VALUES('01a20147-c469-7005-99ae-262a50793250','01a20147-c469-7006-a91d-5cf639453f7a','01a20147-c43f-7002-8320-2074f59c7686','01a20147-c43f-7003-9e34-5fa995f3035e','against','explicit',1,2,'01a20147-c469-7000-9099-03bf4e51a6fe','01a20147-c469-7000-9099-03bf4e51a6fe','','t1','{"x":2}');
INSERT INTO "stance" VALUES('01a20147-c46a-7005-bdc2-839efbab561a','01a20147-c46a-7006-8e43-e5c57fd75246','01a20147-c43f-7002-8320-2074f59c7686','01a20147-c43f-7003-9e34-5fa995f3035e','against','explicit',1,2,'01a20147-c46a-7000-abce-b485e2a7d950','01a20147-c46a-7000-abce-b485e2a7d950','','t1','{"x":2}');
CREATE TABLE stance_evidence (
	stance TEXT NOT NULL, 
	position INTEGER NOT NULL, 
	span TEXT NOT NULL, 
	CONSTRAINT pk_stance_evidence PRIMARY KEY (stance, position), 
	CONSTRAINT fk_stance_evidence_stance FOREIGN KEY(stance) REFERENCES stance (id) ON DELETE CASCADE, 
	CONSTRAINT fk_stance_evidence_span FOREIGN KEY(span) REFERENCES span (id) ON DELETE RESTRICT
)
 STRICT

;
INSERT INTO "stance_evidence" VALUES('01a20147-c458-7005-8fb0-28acdffafdd6',0,'01a20147-c458-7000-acf5-2ef4f2c6c4d1');
INSERT INTO "stance_evidence" VALUES('01a20147-c458-7005-8fb0-28acdffafdd6',1,'01a20147-c458-7002-868a-2639d604a01d');
INSERT INTO "stance_evidence" VALUES('01a20147-c464-7002-b1d0-1f8bdb7553e8',0,'01a20147-c463-7000-ae82-fcb78974eaa8');
INSERT INTO "stance_evidence" VALUES('01a20147-c464-7002-b1d0-1f8bdb7553e8',1,'01a20147-c463-7002-8e9c-f67da4116bfb');
INSERT INTO "stance_evidence" VALUES('01a20147-c469-7005-99ae-262a50793250',0,'01a20147-c469-7000-9099-03bf4e51a6fe');
INSERT INTO "stance_evidence" VALUES('01a20147-c469-7005-99ae-262a50793250',1,'01a20147-c469-7002-a52f-a7a6b3b73648');
INSERT INTO "stance_evidence" VALUES('01a20147-c46a-7005-bdc2-839efbab561a',0,'01a20147-c46a-7000-abce-b485e2a7d950');
INSERT INTO "stance_evidence" VALUES('01a20147-c46a-7005-bdc2-839efbab561a',1,'01a20147-c46a-7002-a597-3ba1ab63fe15');
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
 STRICT

;
INSERT INTO "target" VALUES('01a20147-c43f-7003-9e34-5fa995f3035e','g1','the old bridge 🌉',0,NULL,'{"n":1.5}','25c6bb66ef1a3fb3455428bc4603e8f89380b9dae96003d2e161273300d683a6');
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
 STRICT

;
INSERT INTO "utterance" VALUES('01a20147-c46a-7000-a063-e024ef8294b1','01a20147-c43f-7000-85a6-ccad75743780','no money','u1','{}','9b014549889769bbd95912f4b552eca80f809900cd1ea00dd4e9c85b1a097114');
CREATE TABLE utterance_member (
	utterance TEXT NOT NULL, 
	position INTEGER NOT NULL, 
	span TEXT NOT NULL, 
	variant TEXT, 
	CONSTRAINT pk_utterance_member PRIMARY KEY (utterance, position), 
	CONSTRAINT fk_utterance_member_utterance FOREIGN KEY(utterance) REFERENCES utterance (id) ON DELETE CASCADE, 
	CONSTRAINT fk_utterance_member_span FOREIGN KEY(span) REFERENCES span (id) ON DELETE RESTRICT
)
 STRICT

;
INSERT INTO "utterance_member" VALUES('01a20147-c46a-7000-a063-e024ef8294b1',0,'01a20147-c458-7000-acf5-2ef4f2c6c4d1','verbatim');
CREATE INDEX ix_article_order ON article (source_name, sha256, imported_seq);
CREATE INDEX ix_article_sha256 ON article (sha256);
CREATE INDEX ix_entity_name ON entity (name, type);
CREATE INDEX ix_change_annotator ON change (annotator, seq);
CREATE INDEX ix_reading_annotator ON reading (annotator);
CREATE INDEX ix_span_reading ON span (reading);
CREATE INDEX ix_span_entity ON span (entity);
CREATE INDEX ix_link_reading ON link (reading);
CREATE INDEX ix_link_to_span ON link (to_span);
CREATE INDEX ix_link_from_span ON link (from_span);
CREATE INDEX ix_stance_target ON stance (target);
CREATE INDEX ix_stance_according_to ON stance (according_to);
CREATE INDEX ix_stance_holder ON stance (holder);
CREATE INDEX ix_stance_quote ON stance (quote);
CREATE INDEX ix_stance_reading ON stance (reading);
CREATE INDEX ix_utterance_member_span ON utterance_member (span);
CREATE INDEX ix_stance_evidence_span ON stance_evidence (span);
CREATE TRIGGER article_text_is_immutable BEFORE UPDATE ON article_text BEGIN SELECT RAISE(ABORT, 'the text of an article never changes'); END;
CREATE TRIGGER article_hash_is_immutable BEFORE UPDATE OF id, sha256, chars ON article BEGIN SELECT RAISE(ABORT, 'the text of an article never changes'); END;
CREATE TRIGGER change_is_append_only BEFORE UPDATE ON change BEGIN SELECT RAISE(ABORT, 'the change log is append only'); END;
CREATE TRIGGER change_is_kept BEFORE DELETE ON change BEGIN SELECT RAISE(ABORT, 'the change log is append only'); END;
PRAGMA application_id = 1231974772;
PRAGMA user_version = 65536;
