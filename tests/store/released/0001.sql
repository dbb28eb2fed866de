BEGIN TRANSACTION;
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0001');
CREATE TABLE audit_entry (
	number INTEGER NOT NULL, 
	at DATETIME NOT NULL, 
	user_id VARCHAR NOT NULL, 
	action VARCHAR NOT NULL, 
	object_id VARCHAR NOT NULL, 
	detail JSON NOT NULL, 
	previous_hash VARCHAR NOT NULL, 
	hash VARCHAR NOT NULL, 
	CONSTRAINT pk_audit_entry PRIMARY KEY (number)
);
INSERT INTO "audit_entry" VALUES(1,'2026-11-24 16:18:03.685633','ec6076838c494b20b7a1b97126f7a917','新增用户','ec6076838c494b20b7a1b97126f7a917','{"name": "clerk", "role": "\u586b\u62a5\u4eba", "unit": "\u7f51\u4fe1\u529e"}','0000000000000000000000000000000000000000000000000000000000000000','e50b1f7f52a007ed2b477dfc50c71ee6677daf3b7e7f878a17a08845e536f00a');
INSERT INTO "audit_entry" VALUES(2,'2026-11-24 16:18:03.869277','e4521e28e66c472e9f7c47d149913f23','新增用户','e4521e28e66c472e9f7c47d149913f23','{"name": "reviewer", "role": "\u590d\u6838\u4eba", "unit": "\u8d22\u653f\u5c40"}','e50b1f7f52a007ed2b477dfc50c71ee6677daf3b7e7f878a17a08845e536f00a','b6f6b2094491cdca7c66ec6a4c4d0eb3254c36d3b6b5ddf2270d2135094863aa');
INSERT INTO "audit_entry" VALUES(3,'2026-11-24 16:18:03.888027','ec6076838c494b20b7a1b97126f7a917','保存','d1','{"revision": 1, "changed": ["R1.actual"]}','b6f6b2094491cdca7c66ec6a4c4d0eb3254c36d3b6b5ddf2270d2135094863aa','5a212874201571f1a6876fa979078ea782bc612d76b96306aa6320a5fd257cc0');
INSERT INTO "audit_entry" VALUES(4,'2026-11-24 16:18:03.896697','ec6076838c494b20b7a1b97126f7a917','上传','d14268e99c9e4d4e94252b97a6522c39','{"size": 7, "sha256": "ed7002b439e9ac845f22357d822bac1444730fbdb6016d3ec9432297b9ec9f73"}','5a212874201571f1a6876fa979078ea782bc612d76b96306aa6320a5fd257cc0','fd7e1d39b9661c492bd0df94a585c7189988b74900e622662191445b35569e94');
INSERT INTO "audit_entry" VALUES(5,'2026-11-24 16:18:04.075483','ec6076838c494b20b7a1b97126f7a917','登录','ec6076838c494b20b7a1b97126f7a917','{}','fd7e1d39b9661c492bd0df94a585c7189988b74900e622662191445b35569e94','f1f9b0cf66c91339106137dab4ac0d3ef2320506f596a93835d1f0022b27abce');
INSERT INTO "audit_entry" VALUES(6,'2026-11-24 16:18:04.082455','ec6076838c494b20b7a1b97126f7a917','送审','d1','{"before": "\u586b\u62a5", "after": "\u9001\u5ba1", "opinion": ""}','f1f9b0cf66c91339106137dab4ac0d3ef2320506f596a93835d1f0022b27abce','e73c8f425d779e01f2c157f8a9864bddeed6fcdc3ed69b69d9049552bb49c757');
INSERT INTO "audit_entry" VALUES(7,'2026-11-24 16:18:04.089634','e4521e28e66c472e9f7c47d149913f23','复核','d1','{"rows": {"1": {"score": "13.5", "opinion": "\u672a\u5b8c\u6210", "deductions": []}}, "opinion": "\u9000\u56de"}','e73c8f425d779e01f2c157f8a9864bddeed6fcdc3ed69b69d9049552bb49c757','9bf23aeb4e5f194ad5291ee864bab18d2fe7c3597c49b101d8722c482ca721e0');
INSERT INTO "audit_entry" VALUES(8,'2026-11-24 16:18:04.094531','e4521e28e66c472e9f7c47d149913f23','退回','d1','{"before": "\u9001\u5ba1", "after": "\u9000\u56de", "opinion": "\u5f97\u5206\u4e0e\u5b8c\u6210\u503c\u4e0d\u7b26"}','9bf23aeb4e5f194ad5291ee864bab18d2fe7c3597c49b101d8722c482ca721e0','985f71f46232778a45df9a38e1f71aaa17d12bedec79ffaa048c32b140967fd9');
CREATE TABLE draft (
	id VARCHAR NOT NULL, 
	table_id VARCHAR NOT NULL, 
	position INTEGER NOT NULL, 
	body JSON NOT NULL, 
	CONSTRAINT pk_draft PRIMARY KEY (id), 
	CONSTRAINT fk_draft_table_id FOREIGN KEY(table_id) REFERENCES evaluation_table (id)
);
INSERT INTO "draft" VALUES('4e5d812eb3ee47e0874a8750cf542a8b','d1',0,'{"id": "c1", "kind": "narrative", "fact": "narrative", "row": null, "shown": 1, "mode": "check", "status": "open"}');
CREATE TABLE draft_version (
	id VARCHAR NOT NULL, 
	draft_id VARCHAR NOT NULL, 
	number INTEGER NOT NULL, 
	body JSON NOT NULL, 
	CONSTRAINT pk_draft_version PRIMARY KEY (id), 
	CONSTRAINT fk_draft_version_draft_id FOREIGN KEY(draft_id) REFERENCES draft (id), 
	CONSTRAINT uq_draft_version_draft_id_number UNIQUE (draft_id, number)
);
INSERT INTO "draft_version" VALUES('94ce952820da4678aab9b0043fa68ee2','4e5d812eb3ee47e0874a8750cf542a8b',1,'{"text": "\u4e00", "claims": [], "by": "template", "missing": [], "note": ""}');
INSERT INTO "draft_version" VALUES('ccf1b1499725413a933d2f2afb545670','4e5d812eb3ee47e0874a8750cf542a8b',2,'{"text": "\u4e8c", "claims": [], "by": "user", "missing": [], "note": ""}');
CREATE TABLE edit (
	id VARCHAR NOT NULL, 
	table_id VARCHAR NOT NULL, 
	position INTEGER NOT NULL, 
	undone BOOLEAN NOT NULL, 
	body JSON NOT NULL, 
	CONSTRAINT pk_edit PRIMARY KEY (id), 
	CONSTRAINT fk_edit_table_id FOREIGN KEY(table_id) REFERENCES evaluation_table (id), 
	CONSTRAINT uq_edit_table_id_undone_position UNIQUE (table_id, undone, position)
);
INSERT INTO "edit" VALUES('90e84e88fdf543d280b54d3f8fdd87fe','d1',0,0,'{"fact": "R1.actual", "before": "27\u6b21", "after": "28\u6b21", "at": "2026-11-24T16:18:03+00:00"}');
INSERT INTO "edit" VALUES('90a30734886f403e8b76a78a31942061','d1',0,1,'{"fact": "narrative", "before": "", "after": "\u5168\u5e74\u63a5\u5f8528\u6b21\u3002", "at": "2026-11-24T16:18:03+00:00"}');
CREATE TABLE evaluation_table (
	id VARCHAR NOT NULL, 
	user_id VARCHAR NOT NULL, 
	unit_id VARCHAR NOT NULL, 
	reviewer_id VARCHAR, 
	file_id VARCHAR, 
	position INTEGER NOT NULL, 
	origin VARCHAR NOT NULL, 
	file VARCHAR NOT NULL, 
	original JSON NOT NULL, 
	problems JSON NOT NULL, 
	profile VARCHAR, 
	summary JSON NOT NULL, 
	state VARCHAR NOT NULL, 
	saved VARCHAR NOT NULL, 
	revision INTEGER NOT NULL, 
	created_at DATETIME NOT NULL, 
	deleted_at DATETIME, 
	CONSTRAINT pk_evaluation_table PRIMARY KEY (id), 
	CONSTRAINT fk_evaluation_table_file_id FOREIGN KEY(file_id) REFERENCES stored_file (id), 
	CONSTRAINT fk_evaluation_table_reviewer_id FOREIGN KEY(reviewer_id) REFERENCES user_account (id), 
	CONSTRAINT fk_evaluation_table_unit_id FOREIGN KEY(unit_id) REFERENCES unit (id), 
	CONSTRAINT fk_evaluation_table_user_id FOREIGN KEY(user_id) REFERENCES user_account (id)
);
INSERT INTO "evaluation_table" VALUES('d1','ec6076838c494b20b7a1b97126f7a917','8f2e739d13854976aa69a31cedbdebef','e4521e28e66c472e9f7c47d149913f23','d14268e99c9e4d4e94252b97a6522c39',1,'paste','粘贴','{"source": {"file": "", "sheet": "", "index": 1}, "profile": null, "year": null, "unit": "\u5143", "project_name": "\u63a5\u5f85\u8d39", "project_amount": null, "department": null, "implementing_unit": null, "funds": [], "funds_note": null, "goal": "\u4fdd\u969c\u63a5\u5f85", "narrative": "", "conclusion": null, "problems_found": null, "improvements": null, "classes": [], "empty_classes": [], "cells": {}, "indicators": [{"row": 1, "parent_row": null, "goal_number": null, "level1": "", "level2": "", "level3": "\u5e74\u63a5\u5f85\u6b21\u6570", "initial_target": null, "target": "\u226530\u6b21", "actual": "27\u6b21", "points": "15", "score": "15", "deviation_note": null, "scoring_method": null, "review_score": null, "review_opinion": null, "shift": 0, "cells": {}}], "total_points": null, "total_score": null, "total_review_score": null, "stated_grade": null, "other": []}','[]',NULL,'{"name": "\u63a5\u5f85\u8d39"}','退回','2026-11-24T16:18:03+00:00',1,'2026-11-24 16:18:03.881348',NULL);
CREATE TABLE ignored_finding (
	id VARCHAR NOT NULL, 
	table_id VARCHAR NOT NULL, 
	position INTEGER NOT NULL, 
	body JSON NOT NULL, 
	CONSTRAINT pk_ignored_finding PRIMARY KEY (id), 
	CONSTRAINT fk_ignored_finding_table_id FOREIGN KEY(table_id) REFERENCES evaluation_table (id)
);
INSERT INTO "ignored_finding" VALUES('4c9ec18f26564c26b5ec0f42b65ebe5c','d1',0,'{"rule": "FD08", "row": null, "reason": "\u53e3\u5f84\u5141\u8bb8", "at": ""}');
CREATE TABLE login_attempt (
	id VARCHAR NOT NULL, 
	name VARCHAR NOT NULL, 
	at DATETIME NOT NULL, 
	succeeded BOOLEAN NOT NULL, 
	CONSTRAINT pk_login_attempt PRIMARY KEY (id)
);
INSERT INTO "login_attempt" VALUES('b34c78f9d82046febeb32718e33f08b4','clerk','2026-11-24 16:18:03.905534',1);
CREATE TABLE login_session (
	token_hash VARCHAR NOT NULL, 
	user_id VARCHAR NOT NULL, 
	created_at DATETIME NOT NULL, 
	seen_at DATETIME NOT NULL, 
	expires_at DATETIME NOT NULL, 
	CONSTRAINT pk_login_session PRIMARY KEY (token_hash), 
	CONSTRAINT fk_login_session_user_id FOREIGN KEY(user_id) REFERENCES user_account (id)
);
INSERT INTO "login_session" VALUES('f25871148408afc2eee9d0229276c857eafdba75df6314468e709ed7a95878d3','ec6076838c494b20b7a1b97126f7a917','2026-11-24 16:18:04.074625','2026-11-24 16:18:04.074627','2026-11-25 04:18:04.073913');
CREATE TABLE message (
	id VARCHAR NOT NULL, 
	table_id VARCHAR NOT NULL, 
	position INTEGER NOT NULL, 
	body JSON NOT NULL, 
	CONSTRAINT pk_message PRIMARY KEY (id), 
	CONSTRAINT fk_message_table_id FOREIGN KEY(table_id) REFERENCES evaluation_table (id)
);
INSERT INTO "message" VALUES('44099566ea904670bbe44c953db4a34c','d1',0,'{"kind": "user", "text": "\u5199\u5b9e\u9645\u5b8c\u6210\u60c5\u51b5", "card": "", "claims": [], "citations": [], "answered": true, "patterns": [], "fact": "", "row": null, "done": false, "at": "2026-11-24T16:18:03+00:00"}');
INSERT INTO "message" VALUES('ef730007154547e0815240c695c865dc','d1',1,'{"kind": "card", "text": "", "card": "c1", "claims": [], "citations": [], "answered": true, "patterns": [], "fact": "", "row": null, "done": false, "at": "2026-11-24T16:18:03+00:00"}');
CREATE TABLE review (
	id VARCHAR NOT NULL, 
	table_id VARCHAR NOT NULL, 
	user_id VARCHAR NOT NULL, 
	rows JSON NOT NULL, 
	opinion VARCHAR NOT NULL, 
	revision INTEGER NOT NULL, 
	updated_at DATETIME NOT NULL, 
	CONSTRAINT pk_review PRIMARY KEY (id), 
	CONSTRAINT fk_review_table_id FOREIGN KEY(table_id) REFERENCES evaluation_table (id), 
	CONSTRAINT fk_review_user_id FOREIGN KEY(user_id) REFERENCES user_account (id), 
	CONSTRAINT uq_review_table_id_user_id UNIQUE (table_id, user_id)
);
INSERT INTO "review" VALUES('453e47d65b5244f8b88797b970b325c9','d1','e4521e28e66c472e9f7c47d149913f23','{"1": {"score": "13.5", "opinion": "\u672a\u5b8c\u6210", "deductions": []}}','退回',1,'2026-11-24 16:18:04.088405');
CREATE TABLE setting (
	id VARCHAR NOT NULL, 
	user_id VARCHAR NOT NULL, 
	name VARCHAR NOT NULL, 
	value VARCHAR NOT NULL, 
	CONSTRAINT pk_setting PRIMARY KEY (id), 
	CONSTRAINT fk_setting_user_id FOREIGN KEY(user_id) REFERENCES user_account (id), 
	CONSTRAINT uq_setting_user_id_name UNIQUE (user_id, name)
);
INSERT INTO "setting" VALUES('56cafde82a914367aba74d89f5443483','ec6076838c494b20b7a1b97126f7a917','profile','yitihua');
CREATE TABLE stated_fact (
	id VARCHAR NOT NULL, 
	table_id VARCHAR NOT NULL, 
	position INTEGER NOT NULL, 
	body JSON NOT NULL, 
	CONSTRAINT pk_stated_fact PRIMARY KEY (id), 
	CONSTRAINT fk_stated_fact_table_id FOREIGN KEY(table_id) REFERENCES evaluation_table (id)
);
INSERT INTO "stated_fact" VALUES('08f91d44db404faca05ef092e0335bdc','d1',0,'{"text": "\u56e0\u75ab\u60c5", "at": "", "row": null}');
CREATE TABLE step (
	id VARCHAR NOT NULL, 
	table_id VARCHAR NOT NULL, 
	number INTEGER NOT NULL, 
	from_state VARCHAR NOT NULL, 
	to_state VARCHAR NOT NULL, 
	user_id VARCHAR NOT NULL, 
	opinion VARCHAR NOT NULL, 
	snapshot JSON NOT NULL, 
	at DATETIME NOT NULL, 
	CONSTRAINT pk_step PRIMARY KEY (id), 
	CONSTRAINT fk_step_table_id FOREIGN KEY(table_id) REFERENCES evaluation_table (id), 
	CONSTRAINT fk_step_user_id FOREIGN KEY(user_id) REFERENCES user_account (id)
);
INSERT INTO "step" VALUES('af6b5a7b42a44ff7aad6fb586690508f','d1',1,'填报','送审','ec6076838c494b20b7a1b97126f7a917','','{"source": {"file": "", "sheet": "", "index": 1}, "profile": null, "year": null, "unit": "\u5143", "project_name": "\u63a5\u5f85\u8d39", "project_amount": null, "department": null, "implementing_unit": null, "funds": [], "funds_note": null, "goal": "\u4fdd\u969c\u63a5\u5f85", "narrative": "", "conclusion": null, "problems_found": null, "improvements": null, "classes": [], "empty_classes": [], "cells": {}, "indicators": [{"row": 1, "parent_row": null, "goal_number": null, "level1": "", "level2": "", "level3": "\u5e74\u63a5\u5f85\u6b21\u6570", "initial_target": null, "target": "\u226530\u6b21", "actual": "28\u6b21", "points": "15", "score": "15", "deviation_note": null, "scoring_method": null, "review_score": null, "review_opinion": null, "shift": 0, "cells": {}}], "total_points": null, "total_score": null, "total_review_score": null, "stated_grade": null, "other": []}','2026-11-24 16:18:04.081855');
INSERT INTO "step" VALUES('97a2b9ad42fa4aabbf3867110e3b92bb','d1',2,'送审','退回','e4521e28e66c472e9f7c47d149913f23','得分与完成值不符','{"source": {"file": "", "sheet": "", "index": 1}, "profile": null, "year": null, "unit": "\u5143", "project_name": "\u63a5\u5f85\u8d39", "project_amount": null, "department": null, "implementing_unit": null, "funds": [], "funds_note": null, "goal": "\u4fdd\u969c\u63a5\u5f85", "narrative": "", "conclusion": null, "problems_found": null, "improvements": null, "classes": [], "empty_classes": [], "cells": {}, "indicators": [{"row": 1, "parent_row": null, "goal_number": null, "level1": "", "level2": "", "level3": "\u5e74\u63a5\u5f85\u6b21\u6570", "initial_target": null, "target": "\u226530\u6b21", "actual": "28\u6b21", "points": "15", "score": "15", "deviation_note": null, "scoring_method": null, "review_score": null, "review_opinion": null, "shift": 0, "cells": {}}], "total_points": null, "total_score": null, "total_review_score": null, "stated_grade": null, "other": []}','2026-11-24 16:18:04.094132');
CREATE TABLE stored_file (
	id VARCHAR NOT NULL, 
	user_id VARCHAR NOT NULL, 
	sha256 VARCHAR NOT NULL, 
	name VARCHAR NOT NULL, 
	size INTEGER NOT NULL, 
	created_at DATETIME NOT NULL, 
	deleted_at DATETIME, 
	CONSTRAINT pk_stored_file PRIMARY KEY (id), 
	CONSTRAINT fk_stored_file_user_id FOREIGN KEY(user_id) REFERENCES user_account (id)
);
INSERT INTO "stored_file" VALUES('d14268e99c9e4d4e94252b97a6522c39','ec6076838c494b20b7a1b97126f7a917','ed7002b439e9ac845f22357d822bac1444730fbdb6016d3ec9432297b9ec9f73','接待费.xlsx',7,'2026-11-24 16:18:03.896067',NULL);
CREATE TABLE typing (
	id VARCHAR NOT NULL, 
	user_id VARCHAR NOT NULL, 
	table_id VARCHAR NOT NULL, 
	fact VARCHAR NOT NULL, 
	text VARCHAR NOT NULL, 
	at DATETIME NOT NULL, 
	CONSTRAINT pk_typing PRIMARY KEY (id), 
	CONSTRAINT fk_typing_table_id FOREIGN KEY(table_id) REFERENCES evaluation_table (id), 
	CONSTRAINT fk_typing_user_id FOREIGN KEY(user_id) REFERENCES user_account (id), 
	CONSTRAINT uq_typing_user_id_table_id_fact UNIQUE (user_id, table_id, fact)
);
INSERT INTO "typing" VALUES('8a7f1b22103c47a5b8e400710e4e93ed','ec6076838c494b20b7a1b97126f7a917','d1','goal','写了一半','2026-11-24 16:18:03.900898');
CREATE TABLE unit (
	id VARCHAR NOT NULL, 
	name VARCHAR NOT NULL, 
	created_at DATETIME NOT NULL, 
	CONSTRAINT pk_unit PRIMARY KEY (id), 
	CONSTRAINT uq_unit_name UNIQUE (name)
);
INSERT INTO "unit" VALUES('8f2e739d13854976aa69a31cedbdebef','网信办','2026-11-24 16:18:03.681897');
INSERT INTO "unit" VALUES('e6295d1a9f974f8b9b6b9f010e27cbe1','财政局','2026-11-24 16:18:03.868020');
CREATE TABLE user_account (
	id VARCHAR NOT NULL, 
	name VARCHAR NOT NULL, 
	display_name VARCHAR NOT NULL, 
	role VARCHAR NOT NULL, 
	unit_id VARCHAR NOT NULL, 
	password_hash VARCHAR NOT NULL, 
	disabled BOOLEAN NOT NULL, 
	created_at DATETIME NOT NULL, 
	deleted_at DATETIME, 
	CONSTRAINT pk_user_account PRIMARY KEY (id), 
	CONSTRAINT fk_user_account_unit_id FOREIGN KEY(unit_id) REFERENCES unit (id), 
	CONSTRAINT uq_user_account_name UNIQUE (name)
);
INSERT INTO "user_account" VALUES('ec6076838c494b20b7a1b97126f7a917','clerk','李敏','填报人','8f2e739d13854976aa69a31cedbdebef','$argon2id$v=19$m=65536,t=3,p=4$xmEHspQAwpMOPsfL6uC4wQ$WDDffntVpJfqmwbma/Mw6pkrBeLvnAeoLKOUqrSbZi8',0,'2026-11-24 16:18:03.683434',NULL);
INSERT INTO "user_account" VALUES('e4521e28e66c472e9f7c47d149913f23','reviewer','','复核人','e6295d1a9f974f8b9b6b9f010e27cbe1','$argon2id$v=19$m=65536,t=3,p=4$HEcOXNNGkAi/YBojnu4BSQ$wClF4BylbxSUfiJvBtoFeLg4/i8sJIHCu6yWd6grUcY',0,'2026-11-24 16:18:03.868533',NULL);
CREATE INDEX ix_audit_entry_object_id ON audit_entry (object_id);
CREATE INDEX ix_audit_entry_user_id ON audit_entry (user_id);
CREATE INDEX ix_login_attempt_name_at ON login_attempt (name, at);
CREATE INDEX ix_login_session_user_id ON login_session (user_id);
CREATE INDEX ix_stored_file_user_id ON stored_file (user_id);
CREATE INDEX ix_evaluation_table_reviewer_id ON evaluation_table (reviewer_id);
CREATE INDEX ix_evaluation_table_unit_id ON evaluation_table (unit_id);
CREATE INDEX ix_evaluation_table_user_id ON evaluation_table (user_id);
CREATE INDEX ix_draft_table_id ON draft (table_id);
CREATE INDEX ix_edit_table_id ON edit (table_id);
CREATE INDEX ix_ignored_finding_table_id ON ignored_finding (table_id);
CREATE INDEX ix_message_table_id ON message (table_id);
CREATE INDEX ix_review_table_id ON review (table_id);
CREATE INDEX ix_stated_fact_table_id ON stated_fact (table_id);
CREATE INDEX ix_step_table_id ON step (table_id);
CREATE INDEX ix_typing_table_id ON typing (table_id);
CREATE INDEX ix_draft_version_draft_id ON draft_version (draft_id);
COMMIT;
