import { fileURLToPath } from 'node:url';

/** The project's own folder of that name, from `dist/` and from `src/` alike. */
function own(name: string): string {
  return fileURLToPath(new URL(`../../${name}`, import.meta.url));
}

/** Where the rule set is: `RULES_DIR`, else the one shipped. */
export function rulesDirectory(): string {
  return process.env.RULES_DIR ?? own('rules');
}

/** Where the documents are: `SEEDS_DIR`, else those shipped. */
export function seedsDirectory(): string {
  return process.env.SEEDS_DIR ?? own('seeds');
}

/** Where the documentation is. */
export function docsFolder(): string {
  return own('docs');
}
