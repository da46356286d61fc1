import { html } from 'hono/html';
import type { Api, ApiDependencies, DocsFile } from './dependencies.ts';
import { declareChinese } from './language.ts';
import { notFound } from './not-found.ts';

/** What the page loads, besides its set-up. All of it comes from our own host, so that it works offline. */
const TYPES = {
  'swagger-ui.css': 'text/css; charset=utf-8',
  'swagger-ui-bundle.js': 'text/javascript; charset=utf-8',
  'favicon-32x32.png': 'image/png',
} as const satisfies Record<DocsFile, string>;

/** Without `validatorUrl: null` the page would send our address to a validator on the internet. */
const SETUP = `SwaggerUIBundle({
  url: '/openapi.json',
  dom_id: '#swagger-ui',
  validatorUrl: null,
  deepLinking: true,
  defaultModelsExpandDepth: 0,
});
`;

const PAGE = html`<!doctype html>
<html lang="zh-CN">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>mianshen API</title>
    <link rel="icon" href="/docs/favicon-32x32.png" />
    <link rel="stylesheet" href="/docs/swagger-ui.css" />
  </head>
  <body>
    <div id="swagger-ui"></div>
    <script src="/docs/swagger-ui-bundle.js"></script>
    <script src="/docs/setup.js"></script>
  </body>
</html>`;

/** `GET /docs`: the readable documentation; `/` leads there. */
export function addDocs(api: Api, { docsFile }: ApiDependencies): void {
  api.get('/', (c) => c.redirect('/docs'));
  api.get('/docs', (c) => {
    declareChinese(c);
    return c.html(PAGE);
  });
  api.get('/docs/setup.js', (c) => c.body(SETUP, 200, { 'Content-Type': TYPES['swagger-ui-bundle.js'] }));
  api.get('/docs/:file', async (c) => {
    const { file } = c.req.param();
    if (!isDocsFile(file)) throw notFound('address', c.req.path, ['/docs']);
    const headers = { 'Content-Type': TYPES[file], 'Cache-Control': 'max-age=3600' };
    return c.body(await docsFile(file), 200, headers);
  });
}

function isDocsFile(name: string): name is DocsFile {
  return Object.hasOwn(TYPES, name);
}
