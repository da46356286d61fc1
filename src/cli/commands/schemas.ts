import { join } from 'node:path';
import { load } from '../../app/load.ts';
import { rulesDirectory, seedsDirectory } from '../../io/directories.ts';
import { writeAll } from '../../io/write-files.ts';
import { EDITOR_SCHEMAS, editorSchema } from '../../rules/editor-schema.ts';
import { schemaText } from '../../rules/json-schema.ts';
import { type CommandLine, rulesOption, say } from '../command-line.ts';
import { findingsIn, readDirectory } from '../inputs.ts';
import { EXIT, type ExitCode, type Output, WrongUse } from '../output.ts';

interface Options {
  readonly rules?: string;
  readonly seeds?: string;
}

/** `mianshen schemas`: what an editor needs to complete and explain the files of one rule set. */
export function addSchemas(line: CommandLine): void {
  line.program
    .command('schemas')
    .description(
      say(
        line,
        '写出编辑器补全和说明所用的 JSON Schema',
        'write JSON Schemas for editors, with the names of the rule set',
      ),
    )
    .addOption(rulesOption(line))
    .option(
      '--seeds <dir>',
      say(line, '文件目录（默认随附的）', 'documents directory (default: the one shipped)'),
    )
    .action((options: Options) => line.run((output) => writeSchemas(options, output)));
}

/** They go beside the rules, where the policies' `$schema` looks for them. */
async function writeSchemas(options: Options, output: Output): Promise<ExitCode> {
  const rules = await readDirectory(options.rules ?? rulesDirectory(), output);
  const seeds = await readDirectory(options.seeds ?? seedsDirectory(), output);
  const result = load(rules.files, seeds.files);
  if (!result.ok) throw findingsIn(result.diagnostics, rules, seeds);
  const { ruleSet, documents } = result.loaded;
  const folder = join(rules.path, '../schemas/rules');
  const writings = EDITOR_SCHEMAS.map((name) => ({
    path: join(folder, `${name}.schema.json`),
    text: schemaText(
      editorSchema(
        name,
        ruleSet,
        documents.map(({ json }) => json),
      ),
    ),
    isNew: false,
  }));
  try {
    await writeAll(writings);
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code === undefined) throw cause;
    throw new WrongUse(say(output, `写不了 ${folder}：${code}`, `can't write ${folder}: ${code}`));
  }
  for (const { path } of writings) output.out(`${path}\n`);
  return EXIT.fine;
}
