import { add, change, drop, remove, set, write } from '../edits.ts';
import { AUTHORITIES, LOAN, MANIFEST, NOT_LARGE, PLAN } from '../good-rule-set.ts';
import { type Case, one } from './case.ts';

const deep = (levels: number) => `${'['.repeat(levels)}${']'.repeat(levels)}`;
const inExample = '"profile": {\n        "registeredRegion": "350200",';

/** What is wrong with a file before anybody asks what it says. */
export const TEXT_CASES: readonly Case[] = [
  one(
    'GBK read as UTF-8',
    change(LOAN, '市财政局', '\uFFFD\uFFFD局'),
    'not-utf8 policies/341800/loan.json# 18:6 \uFFFD\uFFFD局"',
  ),
  one('a document in GBK', change(PLAN, '市政府', '\uFFFD府'), 'not-utf8 seeds/plan.json# 4:14 \uFFFD府",'),
  one(
    'five million characters',
    set(LOAN, '/departments/0', 'x'.repeat(5_000_000)),
    'too-large policies/341800/loan.json# 1:1 {',
  ),
  one(
    '64 levels and one',
    change(LOAN, inExample, `"profile": { "size": ${deep(62)},`),
    'too-deep policies/341800/loan.json# 61:88 [[]]]]]]]]]]',
  ),
  one(
    '100,000 levels',
    change(LOAN, inExample, `"profile": { "size": ${deep(100_000)},`),
    'too-deep policies/341800/loan.json# 61:88 [[[[[[[[[[[[',
  ),
  one(
    '100,000 levels that never close',
    write(LOAN, '['.repeat(100_000)),
    'too-deep policies/341800/loan.json# 1:65 [[[[[[[[[[[[',
  ),
  one(
    '100,000 levels closed by the wrong brackets',
    write(LOAN, '[},'.repeat(100_000)),
    'too-deep policies/341800/loan.json# 1:193 [},[},[},[},',
  ),
  one(
    '100,000 levels after an open quote',
    write(LOAN, `"\n${'['.repeat(100_000)}`),
    'too-deep policies/341800/loan.json# 2:65 [[[[[[[[[[[[',
  ),
  one(
    '100,000 levels after a comment',
    write(LOAN, `/*"*/${'{"a":'.repeat(100_000)}`),
    'too-deep policies/341800/loan.json# 1:326 {"a":{"a":{"',
  ),
  one(
    'a Chinese comma',
    change(LOAN, '"id": "loan",', '"id": "loan"，'),
    'not-json policies/341800/loan.json#/id 2:15 ，',
  ),
  one('Chinese quotes', change(LOAN, '"id"', '“id”'), 'not-json policies/341800/loan.json# 2:3 “id”: "loan"'),
  one(
    'a Chinese colon',
    change(LOAN, '"id":', '"id"：'),
    'not-json policies/341800/loan.json#/id 2:7 ： "loan",',
  ),
  one(
    'a Chinese comma deep inside',
    change(LOAN, '"value": 300', '"value": 300，'),
    'not-json policies/341800/loan.json#/conditions/all/1/value 33:21 ，',
  ),
  one(
    'a full-width digit',
    change(LOAN, '"value": 300', '"value": ３00'),
    'not-json policies/341800/loan.json#/conditions/all/1/value 33:18 ３00',
  ),
  one('single quotes', change(LOAN, '"id"', "'id'"), `not-json policies/341800/loan.json# 2:3 'id': "loan"`),
  one(
    'a key without quotes',
    change(LOAN, '"id"', 'id'),
    'not-json policies/341800/loan.json# 2:3 id: "loan",',
  ),
  one(
    'a comma too many',
    change(LOAN, '"value": 300', '"value": 300,'),
    'not-json policies/341800/loan.json#/conditions/all/1 34:7 }',
  ),
  one(
    'a comma too few',
    change(LOAN, '"id": "loan",', '"id": "loan"'),
    'not-json policies/341800/loan.json#/title 3:3 "title": {',
  ),
  one(
    'a line comment',
    change(LOAN, '"id": "loan",', '"id": "loan", // 编号'),
    'not-json policies/341800/loan.json# 2:17 // 编号',
  ),
  one(
    'a block comment',
    change(LOAN, '"id": "loan",', '/* 编号 */ "id": "loan",'),
    'not-json policies/341800/loan.json# 2:3 /* 编号 */ "id',
  ),
  one(
    'a line break in a text',
    change(LOAN, '贷款贴息', '贷款\n贴息'),
    'not-json policies/341800/loan.json#/title/zh 4:11 "贷款',
  ),
  one(
    'NaN',
    change(LOAN, '"value": 300', '"value": NaN'),
    'not-json policies/341800/loan.json#/conditions/all/1/value 33:18 NaN',
  ),
  one(
    'a leading zero',
    change(LOAN, '"value": 300', '"value": 0300'),
    'not-json policies/341800/loan.json#/conditions/all/1/value 33:19 300',
  ),
  one('a file cut short', write(LOAN, '{\n  "id": "loan"'), 'not-json policies/341800/loan.json#/id 2:15 '),
  one('an empty file', write(LOAN, ''), 'not-json policies/341800/loan.json# 1:1 '),
  one('two values', write(LOAN, '{}\n{}'), 'not-json policies/341800/loan.json# 2:1 {}'),
  one('no-break space', write(LOAN, '\u00a0{}'), 'not-json policies/341800/loan.json# 1:1 \u00a0{}'),
  one(
    'a key twice',
    change(LOAN, '"id": "loan",', '"id": "loan", "id": "lend",'),
    'duplicate-key policies/341800/loan.json#/id 2:17 "id": "lend"',
  ),
  one(
    'a key twice, deep inside',
    change(LOAN, '"value": 300', '"value": 300, "fact": "size"'),
    'duplicate-key policies/341800/loan.json#/conditions/all/1/fact 33:23 "fact": "siz',
  ),
  one(
    'a key twice, once escaped',
    change(LOAN, '"value": 300', '"value": 300, "\\u0066act": "size"'),
    'duplicate-key policies/341800/loan.json#/conditions/all/1/fact 33:23 "\\u0066act":',
  ),
  one(
    'a key twice in a document',
    change(PLAN, '"number": null', '"number": null, "number": null'),
    'duplicate-key seeds/plan.json#/number 5:19 "number": nu',
  ),
  one(
    '__proto__',
    change(LOAN, '"id": "loan",', '"id": "loan", "__proto__": {},'),
    'reserved-key policies/341800/loan.json#/__proto__ 2:17 "__proto__":',
  ),
  one(
    'constructor in an example',
    change(LOAN, inExample, '"profile": { "constructor": 1,'),
    'reserved-key policies/341800/loan.json#/examples/1/profile/constructor 61:20 "constructor',
  ),
  one(
    'prototype as an authority',
    change(AUTHORITIES, '"market"', '"prototype"'),
    'reserved-key authorities.json#/authorities/prototype 9:5 "prototype":',
  ),
  one(
    '1e400 as a value',
    change(LOAN, '"value": 300', '"value": 1e400'),
    'wrong-form policies/341800/loan.json#/conditions/all/1/value 33:18 1e400',
  ),
  one(
    '1e400 in an example',
    change(LOAN, inExample, '"profile": { "annualRevenue": -1e400,'),
    'wrong-form policies/341800/loan.json#/examples/1/profile/annualRevenue 61:37 -1e400,',
  ),
  one(
    '1e-400, which is read as 0',
    change(LOAN, inExample, '"profile": { "annualRevenue": 1e-400,'),
    'wrong-form policies/341800/loan.json#/examples/1/profile/annualRevenue 61:37 1e-400,',
  ),
  one(
    'more digits than a number holds',
    change(LOAN, inExample, '"profile": { "annualRevenue": 1234567890123456.78,'),
    'wrong-form policies/341800/loan.json#/examples/1/profile/annualRevenue 61:37 123456789012',
  ),
  one(
    'half a character',
    change(LOAN, '市财政局', '\\ud83d'),
    'wrong-form policies/341800/loan.json#/departments/0 18:5 "\\ud83d"',
  ),
  one(
    'half a character in a key',
    change(LOAN, inExample, '"profile": { "\\udc00": 1,'),
    'wrong-form policies/341800/loan.json#/examples/1/profile/\udc00 61:20 "\\udc00": 1,',
  ),
  one('a file elsewhere', add('notes.json', {}), 'unknown-file notes.json# 1:1 {}'),
  one(
    '100,000 levels in a file elsewhere',
    add('notes.json', '['.repeat(100_000)),
    'unknown-file notes.json# 1:1 [[[[[[[[[[[[',
  ),
  one('a folder of another name', add('policy/loan.json', '['), 'unknown-file policy/loan.json# 1:1 ['),
  one('not a JSON file', add('facts/notes.txt', '{}'), 'unknown-file facts/notes.txt# 1:1 {}'),
  one(
    'a path that no disk could hold',
    add('facts/\ud800.json', {}),
    'unknown-file facts/\ud800.json# 1:1 {}',
  ),
  one('no manifest', remove(MANIFEST), 'missing-file rule-set.json#'),
  one('no authorities', remove(AUTHORITIES), 'missing-file authorities.json#'),
  one(
    'more mistakes than a call takes',
    set(LOAN, '/departments', Array(600_000).fill(1)),
    'too-many-mistakes policies/341800/loan.json# 1:1 {',
  ),
  one(
    'a key missing where a file begins',
    drop(NOT_LARGE, '/label'),
    'missing-key conditions/not-large.json# 1:1 {',
  ),
];
