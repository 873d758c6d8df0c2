"""What `manage.py up` keeps running together: broker, worker, scheduler and web server."""
