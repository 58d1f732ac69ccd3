/** What became of an audit: nothing found, something found, or nobody there who could be asked. */
export type Verdict =
  | { readonly is: 'clean' }
  | { readonly is: 'unsafe'; readonly packages: readonly string[] }
  | { readonly is: 'unknown'; readonly why: string };

const SERIOUS = ['high', 'critical'];

interface Report {
  readonly auditReportVersion?: number;
  readonly vulnerabilities?: Readonly<Record<string, { readonly severity: string }>>;
  readonly message?: string;
  readonly error?: { readonly summary?: string };
}

/** Reads what `npm audit --json` has printed; it prints JSON also where the registry could not be asked. */
export function verdictOn(output: string): Verdict {
  let report: Report;
  try {
    report = JSON.parse(output);
  } catch {
    return { is: 'unknown', why: 'npm printed no report' };
  }
  const { auditReportVersion, vulnerabilities } = report;
  if (auditReportVersion === undefined || !vulnerabilities) {
    return { is: 'unknown', why: report.message ?? report.error?.summary ?? 'npm printed no report' };
  }
  const packages = Object.entries(vulnerabilities)
    .filter(([, { severity }]) => SERIOUS.includes(severity))
    .map(([name, { severity }]) => `${name} (${severity})`);
  return packages.length > 0 ? { is: 'unsafe', packages } : { is: 'clean' };
}
