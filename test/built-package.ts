import { execFile } from 'node:child_process';
import { cp, mkdtemp, realpath, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

/** Milliseconds that a build may take on a busy machine. */
export const BUILD_TIMEOUT = 120_000;

const run = promisify(execFile);
const root = fileURLToPath(new URL('../', import.meta.url));

/** The package as it is installed: built, beside its rules and dependencies. */
export interface BuiltPackage {
  readonly folder: string;
  /** The program `mianshen`. */
  readonly main: string;
  remove(): Promise<void>;
}

/** Builds the package into a folder of its own: `dist/` belongs to whoever works here. */
export async function buildPackage(): Promise<BuiltPackage> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'mianshen-built-')));
  await cp(join(root, 'package.json'), join(folder, 'package.json'));
  for (const name of ['node_modules', 'rules', 'seeds', 'examples'])
    await symlink(join(root, name), join(folder, name));
  await run(compiler, ['-p', join(root, 'tsconfig.build.json'), '--outDir', join(folder, 'dist')]);
  return {
    folder,
    main: join(folder, 'dist', 'main.js'),
    remove: () => rm(folder, { recursive: true }),
  };
}

/** Compiles a file that uses the package, beside it. Rejects with what the compiler says. */
export async function compile(folder: string, file: string): Promise<void> {
  const settings = [
    '--strict',
    '--module',
    'nodenext',
    '--target',
    'es2023',
    '--types',
    'node',
    '--skipLibCheck',
  ];
  await run(compiler, [...settings, file], { cwd: folder });
}

const compiler = join(root, 'node_modules', '.bin', 'tsc');
