BEGIN TRANSACTION;
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0002');
CREATE TABLE audit_content (
	number INTEGER NOT NULL, 
	body JSON NOT NULL, 
	CONSTRAINT pk_audit_content PRIMARY KEY (number), 
	CONSTRAINT fk_audit_content_number FOREIGN KEY(number) REFERENCES audit_entry (number)
);
INSERT INTO "audit_content" VALUES(3,'{"cells": {"R1.actual": ["27\u6b21", "28\u6b21"]}, "drafts": [{"card": "c1", "fact": "narrative", "version": 1, "drafter": "template", "model": "", "prompt": "", "text": "\u4e00", "verdict": "faithful", "claims": {}, "missing": []}, {"card": "c1", "fact": "narrative", "version": 2, "drafter": "user", "model": "", "prompt": "", "text": "\u4e8c", "verdict": "faithful", "claims": {}, "missing": []}], "ignored": [{"rule": "FD08", "row": null, "reason": "\u53e3\u5f84\u5141\u8bb8", "at": ""}], "stated": [{"text": "\u56e0\u75ab\u60c5", "at": "", "row": null}], "salt": "ba6d9e70004b73b36adbfa0c20b56953"}');
INSERT INTO "audit_content" VALUES(8,'{"opinion": "\u5f97\u5206\u4e0e\u5b8c\u6210\u503c\u4e0d\u7b26", "salt": "ceb5979a7b8072a7852950017bed0b98"}');
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
INSERT INTO "audit_entry" VALUES(1,'2026-11-24 21:04:26.399505','operator','新增用户','d693bbb005ae4861b011db744564a59a','{"name": "clerk", "role": "\u586b\u62a5\u4eba", "unit": "\u7f51\u4fe1\u529e"}','0000000000000000000000000000000000000000000000000000000000000000','2da2bd80eb467fa0e6059b4822a7a7523d85b47226d9418e180e12edf97e24dc');
INSERT INTO "audit_entry" VALUES(2,'2026-11-24 21:04:26.736929','operator','新增用户','0b6409a6e82c4edf80f531d21c44f2c5','{"name": "reviewer", "role": "\u590d\u6838\u4eba", "unit": "\u8d22\u653f\u5c40"}','2da2bd80eb467fa0e6059b4822a7a7523d85b47226d9418e180e12edf97e24dc','8b492f7062ae84b665fd59a6c28915b4f983f3f38ff0eaff3791d39af73288e8');
INSERT INTO "audit_entry" VALUES(3,'2026-11-24 21:04:26.778515','d693bbb005ae4861b011db744564a59a','保存','d1','{"revision": 1, "changed": ["R1.actual", "drafts", "ignored", "stated"], "content": "3254fe333d84fa4f95a630ace0947e66b7f3687fd1767dd73b41c483e1f66695"}','8b492f7062ae84b665fd59a6c28915b4f983f3f38ff0eaff3791d39af73288e8','c2e2d1c77459f1456ba5179239302e47ace1407535479d35cba27490d434cdb4');
INSERT INTO "audit_entry" VALUES(4,'2026-11-24 21:04:26.804456','d693bbb005ae4861b011db744564a59a','上传','7dc25a449bee483cb1c07a4d5d62d8d3','{"size": 7, "sha256": "ed7002b439e9ac845f22357d822bac1444730fbdb6016d3ec9432297b9ec9f73"}','c2e2d1c77459f1456ba5179239302e47ace1407535479d35cba27490d434cdb4','5f4ecd573006647cc2fb30a0a3bb644453f3a4218db78449693e01c425695510');
INSERT INTO "audit_entry" VALUES(5,'2026-11-24 21:04:27.189653','d693bbb005ae4861b011db744564a59a','登录','d693bbb005ae4861b011db744564a59a','{}','5f4ecd573006647cc2fb30a0a3bb644453f3a4218db78449693e01c425695510','ab0e440eb39ae491a15bb0ebc7c7c81669029d2dffe1b92df187d0f6e20cea30');
INSERT INTO "audit_entry" VALUES(6,'2026-11-24 21:04:27.205702','d693bbb005ae4861b011db744564a59a','送审','d1','{"before": "\u586b\u62a5", "after": "\u9001\u5ba1"}','ab0e440eb39ae491a15bb0ebc7c7c81669029d2dffe1b92df187d0f6e20cea30','bee63dcc70594b9816ed32e25f6987206931d7f557625f7eb6d0f7eda8b6d6e4');
INSERT INTO "audit_entry" VALUES(7,'2026-11-24 21:04:27.229009','0b6409a6e82c4edf80f531d21c44f2c5','复核','d1','{"rows": {"1": {"score": "13.5", "opinion": "\u672a\u5b8c\u6210", "deductions": []}}, "opinion": "\u9000\u56de"}','bee63dcc70594b9816ed32e25f6987206931d7f557625f7eb6d0f7eda8b6d6e4','835137db9287a2069fc4e74feda06e27605e865a539ccec47baba1f5f09515b2');
INSERT INTO "audit_entry" VALUES(8,'2026-11-24 21:04:27.241816','0b6409a6e82c4edf80f531d21c44f2c5','退回','d1','{"before": "\u9001\u5ba1", "after": "\u9000\u56de", "content": "65d33a658e2aa793cfb124f01109d92fe8722b561a84671352ebe63c6249afff"}','835137db9287a2069fc4e74feda06e27605e865a539ccec47baba1f5f09515b2','68f0d63cb933c6faf8affafa72d844769186d5a9238dd9ad6e27b5ad023ca47e');
CREATE TABLE draft (
	id VARCHAR NOT NULL, 
	table_id VARCHAR NOT NULL, 
	position INTEGER NOT NULL, 
	body JSON NOT NULL, 
	CONSTRAINT pk_draft PRIMARY KEY (id), 
	CONSTRAINT fk_draft_table_id FOREIGN KEY(table_id) REFERENCES evaluation_table (id)
);
INSERT INTO "draft" VALUES('367468754778461295c6654962c54702','d1',0,'{"id": "c1", "kind": "narrative", "fact": "narrative", "row": null, "shown": 1, "mode": "check", "status": "open"}');
CREATE TABLE draft_version (
	id VARCHAR NOT NULL, 
	draft_id VARCHAR NOT NULL, 
	number INTEGER NOT NULL, 
	body JSON NOT NULL, 
	CONSTRAINT pk_draft_version PRIMARY KEY (id), 
	CONSTRAINT fk_draft_version_draft_id FOREIGN KEY(draft_id) REFERENCES draft (id), 
	CONSTRAINT uq_draft_version_draft_id_number UNIQUE (draft_id, number)
);
INSERT INTO "draft_version" VALUES('36eca35cd79746a68d86a72f24d0654c','367468754778461295c6654962c54702',1,'{"text": "\u4e00", "claims": [], "by": "template", "missing": [], "note": "", "model": "", "prompt": ""}');
INSERT INTO "draft_version" VALUES('14d161038f0f4a0abea9f86a908fd8c3','367468754778461295c6654962c54702',2,'{"text": "\u4e8c", "claims": [], "by": "user", "missing": [], "note": "", "model": "", "prompt": ""}');
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
INSERT INTO "edit" VALUES('ee378f73b7634d1caa4b0099cb28dd6b','d1',0,0,'{"fact": "R1.actual", "before": "27\u6b21", "after": "28\u6b21", "at": "2026-11-24T21:04:26+00:00"}');
INSERT INTO "edit" VALUES('636d9b618c304c9e881026df13a7b7f6','d1',0,1,'{"fact": "narrative", "before": "", "after": "\u5168\u5e74\u63a5\u5f8528\u6b21\u3002", "at": "2026-11-24T21:04:26+00:00"}');
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
INSERT INTO "evaluation_table" VALUES('d1','d693bbb005ae4861b011db744564a59a','938f2932b845400c9130a68ea4b0ba66','0b6409a6e82c4edf80f531d21c44f2c5','7dc25a449bee483cb1c07a4d5d62d8d3',1,'paste','粘贴','{"source": {"file": "", "sheet": "", "index": 1}, "profile": null, "year": null, "unit": "\u5143", "project_name": "\u63a5\u5f85\u8d39", "project_amount": null, "department": null, "implementing_unit": null, "funds": [], "funds_note": null, "goal": "\u4fdd\u969c\u63a5\u5f85", "narrative": "", "conclusion": null, "problems_found": null, "improvements": null, "classes": [], "empty_classes": [], "cells": {}, "indicators": [{"row": 1, "parent_row": null, "goal_number": null, "level1": "", "level2": "", "level3": "\u5e74\u63a5\u5f85\u6b21\u6570", "initial_target": null, "target": "\u226530\u6b21", "actual": "27\u6b21", "points": "15", "score": "15", "deviation_note": null, "scoring_method": null, "review_score": null, "review_opinion": null, "shift": 0, "cells": {}}], "total_points": null, "total_score": null, "total_review_score": null, "stated_grade": null, "other": []}','[]',NULL,'{"name": "\u63a5\u5f85\u8d39"}','退回','2026-11-24T21:04:26+00:00',1,'2026-11-24 21:04:26.761950',NULL);
CREATE TABLE ignored_finding (
	id VARCHAR NOT NULL, 
	table_id VARCHAR NOT NULL, 
	position INTEGER NOT NULL, 
	body JSON NOT NULL, 
	CONSTRAINT pk_ignored_finding PRIMARY KEY (id), 
	CONSTRAINT fk_ignored_finding_table_id FOREIGN KEY(table_id) REFERENCES evaluation_table (id)
);
INSERT INTO "ignored_finding" VALUES('48a013ae1f2544dc90368fcaf7de8dfc','d1',0,'{"rule": "FD08", "row": null, "reason": "\u53e3\u5f84\u5141\u8bb8", "at": ""}');
CREATE TABLE login_attempt (
	id VARCHAR NOT NULL, 
	name VARCHAR NOT NULL, 
	at DATETIME NOT NULL, 
	succeeded BOOLEAN NOT NULL, address VARCHAR DEFAULT '' NOT NULL, 
	CONSTRAINT pk_login_attempt PRIMARY KEY (id)
);
INSERT INTO "login_attempt" VALUES('c8c54dbabf014c84a017381a6adb0ebb','clerk','2026-11-24 21:04:26.841744',1,'');
CREATE TABLE login_session (
	token_hash VARCHAR NOT NULL, 
	user_id VARCHAR NOT NULL, 
	created_at DATETIME NOT NULL, 
	seen_at DATETIME NOT NULL, 
	expires_at DATETIME NOT NULL, 
	CONSTRAINT pk_login_session PRIMARY KEY (token_hash), 
	CONSTRAINT fk_login_session_user_id FOREIGN KEY(user_id) REFERENCES user_account (id)
);
INSERT INTO "login_session" VALUES('fb4f37719dc3493e98866e835d4744d841ca5e8c9fe349a42e9849d3890c5cfb','d693bbb005ae4861b011db744564a59a','2026-11-24 21:04:27.189057','2026-11-24 21:04:27.189059','2026-11-25 09:04:27.188142');
CREATE TABLE message (
	id VARCHAR NOT NULL, 
	table_id VARCHAR NOT NULL, 
	position INTEGER NOT NULL, 
	body JSON NOT NULL, 
	CONSTRAINT pk_message PRIMARY KEY (id), 
	CONSTRAINT fk_message_table_id FOREIGN KEY(table_id) REFERENCES evaluation_table (id)
);
INSERT INTO "message" VALUES('e28b83cda75b4a1086d6b532f9cec012','d1',0,'{"kind": "user", "text": "\u5199\u5b9e\u9645\u5b8c\u6210\u60c5\u51b5", "card": "", "claims": [], "citations": [], "answered": true, "patterns": [], "fact": "", "row": null, "done": false, "at": "2026-11-24T21:04:26+00:00"}');
INSERT INTO "message" VALUES('d977239ba3f04b3481ff52c1f81b451e','d1',1,'{"kind": "card", "text": "", "card": "c1", "claims": [], "citations": [], "answered": true, "patterns": [], "fact": "", "row": null, "done": false, "at": "2026-11-24T21:04:26+00:00"}');
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
INSERT INTO "review" VALUES('d887158bffca4fd5819905026aea8e3d','d1','0b6409a6e82c4edf80f531d21c44f2c5','{"1": {"score": "13.5", "opinion": "\u672a\u5b8c\u6210", "deductions": []}}','退回',1,'2026-11-24 21:04:27.223325');
CREATE TABLE setting (
	id VARCHAR NOT NULL, 
	user_id VARCHAR NOT NULL, 
	name VARCHAR NOT NULL, 
	value VARCHAR NOT NULL, 
	CONSTRAINT pk_setting PRIMARY KEY (id), 
	CONSTRAINT fk_setting_user_id FOREIGN KEY(user_id) REFERENCES user_account (id), 
	CONSTRAINT uq_setting_user_id_name UNIQUE (user_id, name)
);
INSERT INTO "setting" VALUES('d48fa1b51ccc405297e69b01dba229a8','d693bbb005ae4861b011db744564a59a','profile','yitihua');
CREATE TABLE stated_fact (
	id VARCHAR NOT NULL, 
	table_id VARCHAR NOT NULL, 
	position INTEGER NOT NULL, 
	body JSON NOT NULL, 
	CONSTRAINT pk_stated_fact PRIMARY KEY (id), 
	CONSTRAINT fk_stated_fact_table_id FOREIGN KEY(table_id) REFERENCES evaluation_table (id)
);
INSERT INTO "stated_fact" VALUES('d52d29d797464c83a8a89a50c2ba6a4e','d1',0,'{"text": "\u56e0\u75ab\u60c5", "at": "", "row": null}');
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
INSERT INTO "step" VALUES('7e1ac7cedbae43018e0d3c50c765dea2','d1',1,'填报','送审','d693bbb005ae4861b011db744564a59a','','{"source": {"file": "", "sheet": "", "index": 1}, "profile": null, "year": null, "unit": "\u5143", "project_name": "\u63a5\u5f85\u8d39", "project_amount": null, "department": null, "implementing_unit": null, "funds": [], "funds_note": null, "goal": "\u4fdd\u969c\u63a5\u5f85", "narrative": "", "conclusion": null, "problems_found": null, "improvements": null, "classes": [], "empty_classes": [], "cells": {}, "indicators": [{"row": 1, "parent_row": null, "goal_number": null, "level1": "", "level2": "", "level3": "\u5e74\u63a5\u5f85\u6b21\u6570", "initial_target": null, "target": "\u226530\u6b21", "actual": "28\u6b21", "points": "15", "score": "15", "deviation_note": null, "scoring_method": null, "review_score": null, "review_opinion": null, "shift": 0, "cells": {}}], "total_points": null, "total_score": null, "total_review_score": null, "stated_grade": null, "other": []}','2026-11-24 21:04:27.204956');
INSERT INTO "step" VALUES('f85d28887f7a4253a071c107623fee8b','d1',2,'送审','退回','0b6409a6e82c4edf80f531d21c44f2c5','得分与完成值不符','{"source": {"file": "", "sheet": "", "index": 1}, "profile": null, "year": null, "unit": "\u5143", "project_name": "\u63a5\u5f85\u8d39", "project_amount": null, "department": null, "implementing_unit": null, "funds": [], "funds_note": null, "goal": "\u4fdd\u969c\u63a5\u5f85", "narrative": "", "conclusion": null, "problems_found": null, "improvements": null, "classes": [], "empty_classes": [], "cells": {}, "indicators": [{"row": 1, "parent_row": null, "goal_number": null, "level1": "", "level2": "", "level3": "\u5e74\u63a5\u5f85\u6b21\u6570", "initial_target": null, "target": "\u226530\u6b21", "actual": "28\u6b21", "points": "15", "score": "15", "deviation_note": null, "scoring_method": null, "review_score": null, "review_opinion": null, "shift": 0, "cells": {}}], "total_points": null, "total_score": null, "total_review_score": null, "stated_grade": null, "other": []}','2026-11-24 21:04:27.241028');
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
INSERT INTO "stored_file" VALUES('7dc25a449bee483cb1c07a4d5d62d8d3','d693bbb005ae4861b011db744564a59a','ed7002b439e9ac845f22357d822bac1444730fbdb6016d3ec9432297b9ec9f73','接待费.xlsx',7,'2026-11-24 21:04:26.803521',NULL);
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
INSERT INTO "typing" VALUES('9c0a709400eb4077a79c88038acad103','d693bbb005ae4861b011db744564a59a','d1','goal','写了一半','2026-11-24 21:04:26.817016');
CREATE TABLE unit (
	id VARCHAR NOT NULL, 
	name VARCHAR NOT NULL, 
	created_at DATETIME NOT NULL, 
	CONSTRAINT pk_unit PRIMARY KEY (id), 
	CONSTRAINT uq_unit_name UNIQUE (name)
);
INSERT INTO "unit" VALUES('938f2932b845400c9130a68ea4b0ba66','网信办','2026-11-24 21:04:26.393946');
INSERT INTO "unit" VALUES('aa72d926e41b42468b29e871b2db88ab','财政局','2026-11-24 21:04:26.736078');
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
INSERT INTO "user_account" VALUES('d693bbb005ae4861b011db744564a59a','clerk','李敏','填报人','938f2932b845400c9130a68ea4b0ba66','$argon2id$v=19$m=65536,t=3,p=4$AzoFGNElcGVPxjtwGBiCGw$nZsX2dIoFyxsjRUSzO0Vy69UqFQZBXSxhUjcrAjXazY',0,'2026-11-24 21:04:26.394837',NULL);
INSERT INTO "user_account" VALUES('0b6409a6e82c4edf80f531d21c44f2c5','reviewer','','复核人','aa72d926e41b42468b29e871b2db88ab','$argon2id$v=19$m=65536,t=3,p=4$7n6U1EHfM/fGLPkFlU+wag$bEQ3rRNc8c0RpdGtCuVT/OEvTZJl8Qj/4Bee5iAg02M',0,'2026-11-24 21:04:26.736484',NULL);
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
CREATE INDEX ix_login_attempt_address ON login_attempt (address);
COMMIT;
