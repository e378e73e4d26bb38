"""Settings, urls and the WSGI door. `demo.py` is the only place where demo sign-in exists."""
