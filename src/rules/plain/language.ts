/** Chinese for people by default; English on request. */
export type Language = 'zh' | 'en';
