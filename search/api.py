from django.http import JsonResponse


def search_api(request):
    return JsonResponse({"count": 0, "results": []})
