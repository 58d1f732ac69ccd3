import { createContext } from 'preact';
import type { Config } from './config.ts';

export const ConfigContext = createContext<Config>(null!);
