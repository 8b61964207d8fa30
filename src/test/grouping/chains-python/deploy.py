from recorder import tools
from recorder.deployment import copied, run

NEEDS = []


def deploy(place, dsn, variant):
    copied("chains-python", place, variant)
    run(place, dsn, variant, tools.python_client(), "-c",
        "import sys; sys.modules['brotli'] = None; sys.path.insert(0, '.'); sys.argv = ['chains.py']; "
        "import runpy; runpy.run_path('chains.py', run_name='__main__')")
