import type { Files } from '../app/new-policy.ts';
import { parseDocuments } from '../rules/parse-document.ts';
import { parseRuleSet } from '../rules/parse-rule-set.ts';
import { parsePhrase } from '../rules/phrase.ts';
import type { DocumentJson } from '../rules/schema/document-schema.ts';
import { say } from './command-line.ts';
import { cutTo, type Output, paint, WrongUse } from './output.ts';
import { chosen, POLICY_FIELDS, type PolicyAnswers, type PolicyField } from './policy-fields.ts';

/** Says what is wrong with an answer; null where nothing is. */
type Objection = (answer: string) => string | null;

/** Asks for what isn't given yet. An answer that can't be is asked for again; the end of the input is wrong use. */
export async function askPolicy(given: PolicyAnswers, files: Files, output: Output): Promise<PolicyAnswers> {
  const answers: Record<string, string | readonly string[]> = { ...given };
  const documents = parseDocuments(files.seeds).documents.map(({ json }) => json);
  for (const field of POLICY_FIELDS) {
    if (answers[field.flag] !== undefined) continue;
    const document = documents.find(({ id }) => id === answers.document);
    const listed = withChoices(field, documents, document);
    const objection = objectionTo(listed, files, output);
    printChoices(listed, output);
    const answer =
      field.need === 'many'
        ? await askMany(listed, objection, output)
        : await askOne(listed, objection, output);
    if (answer.length > 0) answers[field.flag] = answer;
  }
  return answers;
}

/** Documents, and the clauses of the document chosen, are choices too. */
function withChoices(
  field: PolicyField,
  documents: readonly DocumentJson[],
  document: DocumentJson | undefined,
): PolicyField {
  const same = (id: string, text: string) => [id, { zh: text, en: text }] as const;
  if (field.flag === 'document')
    return { ...field, choices: documents.map(({ id, title }) => same(id, title)) };
  if (field.flag !== 'clause' || document === undefined) return field;
  const clauses = document.clauses.filter(({ kind }) => kind !== 'heading');
  return { ...field, choices: clauses.map(({ path, summary }) => same(path, summary)) };
}

function printChoices({ choices = [] }: PolicyField, output: Output): void {
  for (const [index, [id, text]] of choices.entries()) {
    const words = text[output.language];
    output.out(`${cutTo(100, `  ${index + 1}  ${id}  ${words === id ? '' : words}`)}\n`);
  }
}

async function askOne(field: PolicyField, objection: Objection, output: Output): Promise<string> {
  for (;;) {
    const answer = (await ask(field, output)).trim();
    const problem = objection(answer);
    if (problem === null) return (field.choices && chosen(answer, field.choices)) ?? answer;
    output.out(`${paint(output, 'red', problem)}\n`);
  }
}

/** Until an empty line. */
async function askMany(field: PolicyField, objection: Objection, output: Output): Promise<readonly string[]> {
  const answers: string[] = [];
  for (;;) {
    const answer = await askOne(field, objection, output);
    if (answer === '') return answers;
    answers.push(answer);
  }
}

async function ask({ meaning, need }: PolicyField, output: Output): Promise<string> {
  const hint = {
    required: '',
    optional: say(output, '（可空）', ' (may be empty)'),
    many: say(output, '（空行结束）', ' (an empty line ends)'),
  }[need];
  const answer = await output.ask?.(`${meaning[output.language]}${hint}: `);
  if (answer === null || answer === undefined)
    throw new WrongUse(say(output, '没有写完，什么都没有写入', 'not finished: nothing was written'));
  return answer;
}

function objectionTo({ flag, need, choices }: PolicyField, files: Files, output: Output): Objection {
  const { ruleSet } = parseRuleSet(files.rules);
  return (answer) => {
    if (answer === '') return need === 'required' ? say(output, '不能为空', 'must not be empty') : null;
    if (choices !== undefined && chosen(answer, choices) === undefined)
      return say(
        output,
        `没有“${answer}”，请写序号或名称`,
        `there is no '${answer}': give a number or a name`,
      );
    if (flag === 'when' && ruleSet !== null) {
      const phrase = parsePhrase(answer, ruleSet);
      return phrase.ok ? null : phrase.problem[output.language];
    }
    const isPair = flag === 'residual' || flag === 'difference';
    return isPair && !/.[=＝]./u.test(answer) ? say(output, '应写作“…=…”', "expected '…=…'") : null;
  };
}
