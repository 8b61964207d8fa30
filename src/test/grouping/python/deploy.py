from recorder import tools
from recorder.deployment import copied, run

NEEDS = []
DEPLOYMENTS = 4


def deploy(place, dsn, variant):
    copied("python", place, variant)
    run(place, dsn, variant, tools.python_client(), "-c",
        "import sys; sys.modules['brotli'] = None; sys.path.insert(0, '.'); sys.argv = ['main.py']; "
        "import runpy; runpy.run_path('main.py', run_name='__main__')")
