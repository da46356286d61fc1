import type { Context, MiddlewareHandler } from 'hono';
import { languageDetector } from 'hono/language';
import type { Language } from '../rules/plain/language.ts';
import type { Env } from './dependencies.ts';

const CONTENT_LANGUAGES: Readonly<Record<Language, string>> = { zh: 'zh-CN', en: 'en' };

/** Chooses the language of the answer's texts from `Accept-Language`: English where preferred, else Chinese. */
export const detectLanguage: MiddlewareHandler<Env> = languageDetector({
  order: ['header'],
  supportedLanguages: ['zh', 'en'],
  fallbackLanguage: 'zh',
  caches: false,
});

/** Says on every answer which language was chosen, and that the choice depends on the request. */
export const declareLanguage: MiddlewareHandler<Env> = async (c, next) => {
  c.header('Content-Language', CONTENT_LANGUAGES[languageOf(c)]);
  c.header('Vary', 'Accept-Language');
  await next();
};

/** For what there is in Chinese only. */
export function declareChinese(c: Context<Env>): void {
  c.header('Content-Language', CONTENT_LANGUAGES.zh);
}

export function languageOf(c: Context<Env>): Language {
  return c.get('language') === 'en' ? 'en' : 'zh';
}
