import fc from 'fast-check';

/*
 * Generated cases are the same on every run, so that a change is judged by what it changes. Another number in
 * `MIANSHEN_SEED` looks elsewhere.
 */
fc.configureGlobal({ seed: Number(process.env.MIANSHEN_SEED ?? 20_240_229) });
