import type { Text } from '../engine/rule-set.ts';

interface Kind {
  /** Of HTTP. */
  readonly status: number;
  readonly title: Text;
  readonly meaning: Text;
}

/** Every kind of problem that the service answers with, by the last part of its `type`. */
export const PROBLEMS = {
  'unreadable-body': {
    status: 400,
    title: { zh: '请求体无法读取', en: 'unreadable body' },
    meaning: {
      zh: '请求体不是严格的 UTF-8 JSON：语法错误、重复或保留的键、嵌套超过 64 层、编码不对，或是空的。',
      en: 'The body is not strict UTF-8 JSON: bad syntax, duplicate or reserved keys, more than 64 levels, another encoding, or nothing at all.',
    },
  },
  'invalid-parameter': {
    status: 400,
    title: { zh: '查询参数有误', en: 'invalid parameter' },
    meaning: {
      zh: '查询参数不认识、重复，或值不对，或地址里的编号、请求头 X-Caller 写法不对；errors 逐项列出，pointer 为“/名称”。',
      en: 'A query parameter is unknown, repeated or has a wrong value, or an id in the address or the header X-Caller is malformed; errors lists each, its pointer is the name after a slash.',
    },
  },
  'not-found': {
    status: 404,
    title: { zh: '没有这个资源', en: 'not found' },
    meaning: {
      zh: '没有这个地址，或没有这个编号的政策、文件、判断记录、规则集、检查点。',
      en: 'There is no such address, policy, document, recorded decision, rule set or checkpoint.',
    },
  },
  'method-not-allowed': {
    status: 405,
    title: { zh: '不支持这种方法', en: 'method not allowed' },
    meaning: {
      zh: '地址存在，但不支持这种 HTTP 方法；Allow 头列出支持的方法。',
      en: 'The address exists, but not with this method; the Allow header lists those it has.',
    },
  },
  'body-too-large': {
    status: 413,
    title: { zh: '请求体过大', en: 'body too large' },
    meaning: {
      zh: '请求体超过 1 MB，或所含的值超过 5,000 个；检查规则时为 20 MB。',
      en: 'The body exceeds 1 MB or holds more than 5,000 values; 20 MB where rules are checked.',
    },
  },
  'unsupported-media-type': {
    status: 415,
    title: { zh: '不支持这种内容类型', en: 'unsupported media type' },
    meaning: {
      zh: '请求体须为 application/json（UTF-8），不压缩。',
      en: 'The body must be application/json in UTF-8, not compressed.',
    },
  },
  'invalid-request': {
    status: 422,
    title: { zh: '请求内容有误', en: 'invalid request' },
    meaning: {
      zh: '请求体是合法的 JSON，但内容有误；errors 列出全部问题，pointer 是指向请求体的 JSON 指针。',
      en: 'The body is JSON, but what it says is wrong; errors lists every problem, pointer is a JSON pointer into the body.',
    },
  },
  'internal-error': {
    status: 500,
    title: { zh: '服务出错', en: 'internal error' },
    meaning: {
      zh: '这是本服务的缺陷，与请求无关。请凭 X-Request-Id 联系管理员。',
      en: 'A defect of this service. Its X-Request-Id finds it in the log.',
    },
  },
  'record-damaged': {
    status: 500,
    title: { zh: '留存的内容已损坏', en: 'damaged record' },
    meaning: {
      zh: '留存的内容与日志不符：曾被改动或损坏，因此不予显示。请管理员运行 mianshen ledger verify 查明。',
      en: 'What is stored is not what the log commits to: it was altered or damaged, and is not shown. mianshen ledger verify finds out what.',
    },
  },
  'not-recorded': {
    status: 503,
    title: { zh: '未能留存', en: 'not recorded' },
    meaning: {
      zh: '判断记录未能写入存储，所以不作回答。没有留下任何记录，可以重试。',
      en: 'The decision could not be recorded, so it is not answered. Nothing was recorded; the request may be sent again.',
    },
  },
  'maybe-recorded': {
    status: 503,
    title: { zh: '不确定是否已留存', en: 'maybe recorded' },
    meaning: {
      zh: '写入存储时中断，判断记录可能已经留存，也可能没有；detail 说明事后怎样查。重试会另留一条记录。',
      en: 'The store broke off: the decision may have been recorded, or not; detail says how to look later. Sending the request again records another decision.',
    },
  },
  'store-unavailable': {
    status: 503,
    title: { zh: '存储暂时不可用', en: 'store unavailable' },
    meaning: {
      zh: '存放判断记录的数据库暂时连不上，可以稍后重试。不留存的匹配（record 为 false）和政策查询不受影响。',
      en: 'The database of recorded decisions can’t be reached now; try again later. Matches that aren’t recorded (record: false) and policies are answered all the same.',
    },
  },
  'too-busy': {
    status: 503,
    title: { zh: '排队已满', en: 'too busy' },
    meaning: {
      zh: '等候重放的请求太多，请稍后重试。',
      en: 'Too many replays wait already; try again later.',
    },
  },
  'not-ready': {
    status: 503,
    title: { zh: '服务尚未就绪', en: 'not ready' },
    meaning: {
      zh: '服务在运行，但暂时不能受理请求；detail 说明原因。',
      en: 'The service runs but can’t take requests yet; detail says why.',
    },
  },
  busy: {
    status: 503,
    title: { zh: '服务繁忙', en: 'busy' },
    meaning: {
      zh: '同类的请求太多，请稍后再试。',
      en: 'Too many requests of this kind are waiting. It may be sent again.',
    },
  },
  timeout: {
    status: 503,
    title: { zh: '处理超时', en: 'timed out' },
    meaning: {
      zh: '请求未能在时限内处理完，可以重试。',
      en: 'The request was not done in time. It may be sent again.',
    },
  },
} as const satisfies Record<string, Kind>;

export type ProblemKind = keyof typeof PROBLEMS;
