import type { Files } from '../app/new-policy.ts';
import { tryCondition } from '../app/try-condition.ts';
import { parseDocuments } from '../rules/parse-document.ts';
import type { DocumentJson } from '../rules/schema/document-schema.ts';
import type { Ground } from '../rules/schema/fair-competition-schema.ts';
import { say } from './command-line.ts';
import { cutTo, type Output, paint, WrongUse } from './output.ts';
import { chosen, FURTHER, POLICY_FIELDS, type PolicyAnswers, type PolicyField } from './policy-fields.ts';

/** What has been said so far, and what of the rule set the questions need. */
interface Conversation {
  readonly answers: Record<string, string | readonly string[]>;
  readonly documents: readonly DocumentJson[];
  readonly files: Files;
  /** On which grounds the conditions given treat enterprises differently. */
  readonly grounds: Set<Ground>;
  readonly output: Output;
}

/** Asks for what isn't given yet. An answer that can't be is asked for again; the end of the input is wrong use. */
export async function askPolicy(given: PolicyAnswers, files: Files, output: Output): Promise<PolicyAnswers> {
  const documents = parseDocuments(files.seeds).documents.map(({ json }) => json);
  const talk: Conversation = { answers: { ...given }, documents, files, grounds: new Set(), output };
  for (const field of POLICY_FIELDS.filter(({ flag }) => !FURTHER.includes(flag)))
    await askField(field, talk);
  const further = say(
    output,
    '另定编号、区划、责任单位、日期，或写英文？要就写 y，不要就直接回车: ',
    'another id, region, departments, dates, or English texts? y, or an empty line: ',
  );
  if (/^y/i.test(await answerTo(further, output)))
    for (const field of POLICY_FIELDS.filter(({ flag }) => FURTHER.includes(flag)))
      await askField(field, talk);
  return talk.answers;
}

async function askField(field: PolicyField, talk: Conversation): Promise<void> {
  const { flag } = field;
  if (talk.answers[flag] !== undefined) return;
  if (flag === 'difference') return askReasons(talk);
  const listed = withChoices(field, talk);
  for (const [index, [id, text]] of (listed.choices ?? []).entries()) {
    const words = text[talk.output.language];
    talk.output.out(`${cutTo(100, `  ${index + 1}  ${id}  ${words === id ? '' : words}`)}\n`);
  }
  const answer = field.need === 'many' ? await askMany(listed, talk) : await askOne(listed, talk);
  if (answer.length > 0) talk.answers[flag] = answer;
}

/** Documents, and the clauses of the document chosen, are choices too. */
function withChoices(field: PolicyField, { documents, answers }: Conversation): PolicyField {
  const same = (id: string, text: string) => [id, { zh: text, en: text }] as const;
  if (field.flag === 'document')
    return { ...field, choices: documents.map(({ id, title }) => same(id, title)) };
  const document = documents.find(({ id }) => id === answers.document);
  if (field.flag !== 'clause' || document === undefined) return field;
  const clauses = document.clauses.filter(({ kind }) => kind !== 'heading');
  return { ...field, choices: clauses.map(({ path, summary }) => same(path, summary)) };
}

async function askOne(field: PolicyField, talk: Conversation): Promise<string> {
  for (;;) {
    const answer = (
      await answerTo(`${field.meaning[talk.output.language]}${hint(field, talk)}: `, talk.output)
    ).trim();
    const problem = objectionTo(field, answer, talk);
    if (problem === null) return (field.choices && chosen(answer, field.choices)) ?? answer;
    talk.output.out(`  ${paint(talk.output, 'red', problem)}\n`);
  }
}

function hint({ need }: PolicyField, { output }: Conversation): string {
  if (need === 'required') return '';
  return need === 'many'
    ? say(output, '（空行结束，“撤”去掉上一项）', ' (an empty line ends, undo drops the last)')
    : say(output, '（可空）', ' (may be empty)');
}

/** Takes back the last of several answers. */
const UNDO = ['撤', 'undo'];

/** Until an empty line. */
async function askMany(field: PolicyField, talk: Conversation): Promise<readonly string[]> {
  const answers: string[] = [];
  for (;;) {
    const answer = await askOne(field, talk);
    if (answer === '') return answers;
    if (UNDO.includes(answer)) answers.pop();
    else answers.push(answer);
  }
}

/** Asked where the conditions treat enterprises differently, and nowhere else. */
async function askReasons(talk: Conversation): Promise<void> {
  const { output, grounds, answers } = talk;
  const reasons: string[] = [];
  for (const ground of grounds) {
    const question = say(
      output,
      `这些条件区别对待企业（${ground}），文件为什么这样要求: `,
      `these conditions treat enterprises differently (${ground}); why does the document ask for it: `,
    );
    let reason = '';
    while (reason === '') reason = (await answerTo(question, output)).trim();
    reasons.push(`${ground}=${reason}`);
  }
  if (reasons.length > 0) answers.difference = reasons;
}

async function answerTo(question: string, output: Output): Promise<string> {
  const answer = await output.ask?.(question);
  if (answer === null || answer === undefined)
    throw new WrongUse(say(output, '没有写完，什么都没有写入', 'not finished: nothing was written'));
  return answer;
}

/** What is wrong with an answer; null where nothing is. A condition is said back as it is understood. */
function objectionTo(
  { flag, need, choices }: PolicyField,
  answer: string,
  talk: Conversation,
): string | null {
  const { output } = talk;
  if (need === 'many' && UNDO.includes(answer)) return null;
  if (answer === '') return need === 'required' ? say(output, '不能为空', 'must not be empty') : null;
  if (choices !== undefined && chosen(answer, choices) === undefined)
    return say(output, `没有“${answer}”，请写序号或名称`, `there is no '${answer}': give a number or a name`);
  if (flag === 'when') return objectionToCondition(answer, talk);
  return flag === 'residual' && !/.[=＝]./u.test(answer)
    ? say(output, '应写作“…=…”', "expected '…=…'")
    : null;
}

function objectionToCondition(
  phrase: string,
  { documents, answers, files, grounds, output }: Conversation,
): string | null {
  const region = documents.find(({ id }) => id === answers.document)?.region ?? '';
  const tried = tryCondition(phrase, region, files.rules, output.language);
  if (!tried.ok) return tried.problems.join('\n  ');
  for (const line of tried.meaning) output.out(`  → ${line}\n`);
  for (const ground of tried.grounds) grounds.add(ground);
  return null;
}
