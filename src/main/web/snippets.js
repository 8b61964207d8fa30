/**
 * What to paste to send the first event, for each client.
 *
 * @param {string} dsn
 * @param {string} origin where the API is
 */
export function snippets(dsn, origin) {
  const key = /\/\/([^@]+)@/.exec(dsn)?.[1] ?? '';
  return [
    { name: 'curl', text: `curl ${origin}/api/v1/events \\\n  -H 'x-sentry-auth: ${key}' \\\n  -d '{"message":"Hello from curl","level":"error"}'` },
    { name: 'Python', text: `# pip install sentry-sdk\nimport sentry_sdk\n\nsentry_sdk.init(dsn="${dsn}")\n1 / 0` },
    { name: 'Node.js', text: `// npm install @sentry/node\nconst Sentry = require("@sentry/node");\n\nSentry.init({ dsn: "${dsn}" });\nSentry.captureException(new Error("Hello from Node.js"));` },
    { name: 'Browser', text: `// npm install @sentry/browser\nimport * as Sentry from "@sentry/browser";\n\nSentry.init({ dsn: "${dsn}" });\nSentry.captureException(new Error("Hello from the browser"));` },
    { name: 'Java', text: `// io.sentry:sentry\nSentry.init(options -> options.setDsn("${dsn}"));\nSentry.captureException(new IllegalStateException("Hello from Java"));` },
    { name: 'Go', text: `// go get github.com/getsentry/sentry-go\nsentry.Init(sentry.ClientOptions{Dsn: "${dsn}"})\nsentry.CaptureException(errors.New("Hello from Go"))\nsentry.Flush(2 * time.Second)` },
  ];
}
