<?php
// PREFIX is what its option `prefixes` takes off paths: nothing by default, the application's folder in Laravel and Symfony.
// What Sentry's client for PHP makes of an exception (its FrameBuilder and ExceptionDataBag), an event a line.
function frame(string $file, int $line, array $raw): array
{
    if (preg_match('/^(.*)\((\d+)\) : (?:eval\(\)\'d code|runtime-created function)$/', $file, $outer)) {
        [, $file, $line] = [null, $outer[1], (int) $outer[2]];
    }
    $function = null;
    $written = null;
    if (isset($raw['class'])) {
        $written = $raw['class'] . '::' . $raw['function'];
        $function = preg_replace('/(?::\d+\$|0x)[a-fA-F0-9]+$/', '', $raw['class']) . '::' . $raw['function'];
    } elseif (isset($raw['function'])) {
        $function = $raw['function'];
    }
    if (getenv('PREFIX') && $function !== null) {
        $function = str_replace(["\x00" . getenv('PREFIX'), '{closure:' . getenv('PREFIX')], ["\x00", '{closure:'], $function);
    }
    return array_filter([
        'filename' => preg_replace('/^' . preg_quote((string) getenv('PREFIX'), '/') . '/', '', $file), 'abs_path' => $file === '[internal]' ? null : $file, 'lineno' => $line,
        'function' => $function, 'raw_function' => $written, 'in_app' => $file !== '[internal]',
    ], fn ($value) => $value !== null);
}

function frames(Throwable $error): array
{
    $frames = [];
    $file = $error->getFile();
    $line = $error->getLine();
    foreach ($error->getTrace() as $raw) {
        $frames[] = frame($file, $line, $raw);
        $file = $raw['file'] ?? '[internal]';
        $line = $raw['line'] ?? 0;
    }
    $frames[] = frame($file, $line, []);
    return array_reverse($frames);
}

function send(string $fault, array $event): void
{
    $event += ['platform' => 'php', 'level' => 'error', 'tags' => ['fault' => $fault]];
    echo json_encode($event, JSON_INVALID_UTF8_SUBSTITUTE | JSON_UNESCAPED_SLASHES), "\n";
}

function captured(string $fault, callable $work): void
{
    try {
        $work();
    } catch (Throwable $error) {
        $values = [];
        for ($each = $error; $each; $each = $each->getPrevious()) {
            $values[] = [
                'type' => get_class($each), 'value' => $each->getMessage(), 'stacktrace' => ['frames' => frames($each)],
                'mechanism' => ['type' => 'generic', 'handled' => true],
            ];
        }
        send($fault, ['exception' => ['values' => array_reverse($values)]]);
    }
}

function said(string $fault, string $template, array $values): void
{
    send($fault, ['logentry' => [
        'message' => $template, 'params' => $values, 'formatted' => vsprintf($template, $values)]]);
}
