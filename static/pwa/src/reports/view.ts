/** What screens show, derived from rows and nothing else: no database, no clock, no words (keys only). */
export * from './views/board';
export * from './views/line';
export * from './views/returned';
export * from './views/shift';
export * from './views/states';
