import { isAbsolute } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ENGINE_VERSION } from '../engine/version.ts';
import { docsFolder } from '../io/directories.ts';
import type { Diagnostic } from '../rules/diagnostic.ts';
import { type DiagnosticCode, MESSAGES } from '../rules/messages.ts';
import type { Language } from '../rules/plain/language.ts';
import { linesOf, offsetOf } from './code-frame.ts';
import { pageOf, type Sources } from './diagnostic-text.ts';

/** Diagnostics as a SARIF 2.1.0 log, for code scanning and editors. Its columns count UTF-16 units, as it says. */
export function toSarif(diagnostics: readonly Diagnostic[], sources: Sources, language: Language): object {
  const codes = [...new Set(diagnostics.map(({ code }) => code))].toSorted();
  const lines = new Map<string, readonly string[]>();
  const linesIn = (file: string): readonly string[] => {
    const known = lines.get(file) ?? linesOf(sources.get(file) ?? '');
    lines.set(file, known);
    return known;
  };
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'mianshen',
            version: ENGINE_VERSION,
            language: language === 'zh' ? 'zh-CN' : 'en',
            rules: codes.map((code) => ruleOf(code, language)),
          },
        },
        columnKind: 'utf16CodeUnits',
        results: diagnostics.map((each) => resultOf(each, codes.indexOf(each.code), linesIn, language)),
      },
    ],
  };
}

function ruleOf(code: DiagnosticCode, language: Language): object {
  const { severity, message, help }: (typeof MESSAGES)[DiagnosticCode] & { help?: Record<Language, string> } =
    MESSAGES[code];
  return {
    id: code,
    shortDescription: { text: message[language]({ expected: '…', found: '…', about: '…' }) },
    helpUri: pathToFileURL(`${docsFolder()}/${pageOf(code).replace(/^docs\//, '')}`).href,
    ...(help === undefined ? {} : { help: { text: help[language] } }),
    defaultConfiguration: { level: severity },
  };
}

function resultOf(
  diagnostic: Diagnostic,
  ruleIndex: number,
  linesIn: (file: string) => readonly string[],
  language: Language,
): object {
  const { code, severity, message, help, file, pointer } = diagnostic;
  const region = regionOf(diagnostic, linesIn(file));
  return {
    ruleId: code,
    ruleIndex,
    level: severity,
    message: { text: [message[language], ...(help === undefined ? [] : [help[language]])].join('\n') },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: isAbsolute(file) ? pathToFileURL(file).href : uriOf(file) },
          ...(region === undefined ? {} : { region }),
        },
        ...(pointer === '' ? {} : { logicalLocations: [{ fullyQualifiedName: pointer, kind: 'member' }] }),
      },
    ],
  };
}

/** A relative path as a URI reference: every part escaped, forward slashes. */
function uriOf(path: string): string {
  return path.split(/[\\/]/).map(encodeURIComponent).join('/');
}

function regionOf(
  { line, column, endLine, endColumn }: Diagnostic,
  lines: readonly string[],
): object | undefined {
  if (line === undefined || column === undefined) return undefined;
  const unitsBefore = (number: number, position: number): number =>
    offsetOf(lines[number - 1] ?? '', position) + 1;
  return {
    startLine: line,
    startColumn: unitsBefore(line, column),
    ...(endLine === undefined || endColumn === undefined
      ? {}
      : { endLine, endColumn: unitsBefore(endLine, endColumn) }),
  };
}
